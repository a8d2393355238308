import type { Operation } from '../platform/operation.ts'

export const importOperations: Operation[] = []
export const importTasks = {}
