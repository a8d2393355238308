export { type BlindKey, blindKey, openFields, sealFields, type SealedFields } from './official-numbers.ts'
export { certificateStateSql, isHolder } from './person-filter.store.ts'
export { paging, registerOperations } from './register.routes.ts'
