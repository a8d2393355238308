export { type Paper, type PaperKind, readPaper } from './read-paper.ts'
