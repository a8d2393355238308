export { paperOperations } from './papers.routes.ts'
