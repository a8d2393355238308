export { makeDraft } from './make-draft.ts'
export { paperOperations } from './papers.routes.ts'
export { papersSource } from './papers-source.ts'
