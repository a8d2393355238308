export type { Alarm, Completion, CompletionStatus, Coverage, Figure } from './figure-shapes.ts'
