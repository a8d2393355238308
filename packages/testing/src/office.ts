export { type SeededClueWork, seedClueWork } from './seed-clue-work.ts'
export { type SeededDuplicate, seedDuplicate } from './seed-duplicate.ts'
export { type SeededFigures, seedFigures } from './seed-figures.ts'
export { type SeededGovernance, seedGovernance } from './seed-governance.ts'
export { type SeededNotice, seedNotice } from './seed-notice.ts'
export { type SeededPaper, seedPaper } from './seed-paper.ts'
export { type SeededPlace, seedPlace } from './seed-place.ts'
export { type SeededPolicy, seedPolicy } from './seed-policy.ts'
export { type SeededProposals, seedProposals } from './seed-proposals.ts'
export { type SeededWork, seedWork } from './seed-work.ts'
export {
  prepared,
  type TestOffice,
  type TestUser,
  testDay,
  testOffice,
  testRegions,
} from './test-office.ts'
