export { readNewNames } from './name-sounds.ts'
export {
  type BlindKey,
  blindKey,
  maskField,
  openFields,
  type SealedFields,
  sealFields,
} from './official-numbers.ts'
export { certificateStateSql } from './person-filter.store.ts'
export { paging, registerOperations, ruleId } from './register.routes.ts'
