import fc from 'fast-check'

// The check draws the same cases each time, so that what turns it red is a change and not the draw. `ZHUCAN_RUNS=5000`
// draws new ones each time, and that many where a property names no number of runs.
const runs = Number(process.env.ZHUCAN_RUNS ?? '')
fc.configureGlobal(runs > 0 ? { numRuns: runs } : { seed: 20261122 })
