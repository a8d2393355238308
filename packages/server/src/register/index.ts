export { readNewNames } from './name-sounds.ts'
export {
  type BlindKey,
  blindKey,
  blindKeyOfTyped,
  maskField,
  openFields,
  type SealedFields,
  sealFields,
} from './official-numbers.ts'
export { findIdsByKey } from './person.store.ts'
export { certificateStateSql, type PersonFilter, personWhere } from './person-filter.store.ts'
export { getPersonPage } from './person-page.ts'
export { paging, personFilter, personPage, registerOperations, ruleId } from './register.routes.ts'
export { compactTallies } from './tallies.store.ts'
