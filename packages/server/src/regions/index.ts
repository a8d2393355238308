export { regionOperations } from './regions.routes.ts'
export { findRegionPath, listReachRegions } from './regions.store.ts'
