export type { TargetPiece, WorkClause } from './work-shapes.ts'
