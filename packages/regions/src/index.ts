export type { RegionRow } from './region-rows.ts'
export { regionEdition, regionRows } from './region-rows.ts'
