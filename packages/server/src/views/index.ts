export { viewOperations } from './views.routes.ts'
