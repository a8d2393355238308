export { type SeededPlace, seedPlace } from './seed-place.ts'
export { type TestOffice, type TestUser, testDay, testOffice, testRegions } from './test-office.ts'
