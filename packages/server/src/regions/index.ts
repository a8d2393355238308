export { applyRegionChanges } from './apply-changes.store.ts'
export { hasRegions, loadRegions, type RegionRow } from './load-regions.store.ts'
export { regionOperations } from './regions.routes.ts'
export { findRegionPath, listChildren, listReachRegions } from './regions.store.ts'
