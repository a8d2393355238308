export { type SeededClueWork, seedClueWork } from './seed-clue-work.ts'
export { type SeededGovernance, seedGovernance } from './seed-governance.ts'
export { type SeededPlace, seedPlace } from './seed-place.ts'
export { type TestOffice, type TestUser, testDay, testOffice, testRegions } from './test-office.ts'
