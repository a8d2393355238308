import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, type BenchResult, type Measured, ratio } from './bench.ts'
import { probeMachine } from './machine.ts'

const folder = import.meta.dirname

/** Names of the benches: every file here that exports `run`. */
function benchNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /^export (const|async function|function) run\b/m.test(readFileSync(join(folder, file), 'utf8')),
    )
    .map((file) => file.slice(0, -3))
    .sort()
}

function report(name: string, result: BenchResult) {
  const { ours, baseline, unit, baselineIs, cases = {}, figures = {} } = result
  const withRatio = (measured: Measured) => ({ ...measured, ratio: ratio(measured) })
  const inner = Object.fromEntries(Object.entries(cases).map(([key, measured]) => [key, withRatio(measured)]))
  return {
    name,
    ours,
    baseline,
    ratio: ratio(result),
    unit,
    baselineIs,
    cases: inner,
    figures,
    machine: probeMachine(),
  }
}

function asText(done: ReturnType<typeof report>): string {
  const line = (name: string, m: Measured & { ratio: number }) =>
    `${name.padEnd(24)} ours ${m.ours.toPrecision(4)} ${m.unit}  baseline ${m.baseline.toPrecision(4)} ${m.unit}  × ${m.ratio}`
  const cases = Object.entries(done.cases).map(([name, measured]) => line(`  ${name}`, measured))
  const figures = Object.entries(done.figures).map(([name, value]) => `  ${name.padEnd(22)} ${value}`)
  return [line(done.name, done), `  baseline: ${done.baselineIs}`, ...cases, ...figures].join('\n')
}

async function runOne(name: string, json: boolean): Promise<void> {
  const module = (await import(`./${name}.ts`)) as { run: Bench }
  const done = report(name, await module.run())
  process.stdout.write(json ? `${JSON.stringify(done)}\n` : `${asText(done)}\n`)
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const known = benchNames()
  const unknown = positionals.filter((name) => name !== 'all' && !known.includes(name))
  if (values.help || positionals.length === 0 || unknown.length > 0) {
    process.stderr.write(`usage: npm run bench -- NAME… | all [--json]\nbenches: ${known.join(', ')}\n`)
    return values.help ? 0 : 2
  }
  const names = positionals.includes('all') ? known : positionals
  for (const name of names) await runOne(name, values.json)
  return 0
}

if (import.meta.main) process.exitCode = await main()
