import fc from 'fast-check'

// Properties that name no number of runs try a hundred new cases each time; `ZHUCAN_RUNS=5000` has them search for long.
const runs = Number(process.env.ZHUCAN_RUNS ?? '')
if (runs > 0) fc.configureGlobal({ numRuns: runs })
