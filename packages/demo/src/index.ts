export {
  type LinkageRow,
  type LinkageSet,
  type LinkageSetOptions,
  makeLinkageSet,
} from './linkage/linkage-set.ts'
export { type DemoOptions, type DemoProgress, type DemoSummary, makeDemo } from './make-demo.ts'
export { type DemoRegion, demoRegions } from './places.ts'
