export {
  type LinkageRow,
  type LinkageSet,
  type LinkageSetOptions,
  makeLinkageSet,
} from './linkage/linkage-set.ts'
export { type DemoOptions, type DemoProgress, type DemoSummary, makeDemo } from './make-demo.ts'
export {
  type NationalFile,
  type NationalOptions,
  nationalPayments,
  nationalRegister,
  nationalStrangers,
  nationalTables,
} from './national/national.store.ts'
export { nationalResidual, type ResidualRow, residualColumns } from './national/national-residual.ts'
export { type DemoRegion, demoRegions } from './places.ts'
