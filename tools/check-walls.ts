import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

const places = ['packages', 'apps', 'bench', 'tools', 'e2e']

/** One import that goes where it may not: rule, file, what it imports. */
export interface Crossing {
  readonly rule: string
  readonly from: string
  readonly to: string
}

/** What a look at the walls found. */
export interface WallReport {
  readonly modules: number
  readonly imports: number
  readonly crossings: readonly Crossing[]
}

/** Holds every import under the working directory against `.dependency-cruiser.cjs` of this repository. */
export async function checkWalls(): Promise<WallReport> {
  teachSwcUsing()
  const options = await extractOptions(join(import.meta.dirname, '..', '.dependency-cruiser.cjs'))
  const { enhancedResolveOptions, ...cruiseOptions } = options
  const { output } = await cruise(
    places.filter((place) => existsSync(place)),
    { ...cruiseOptions, validate: true },
    enhancedResolveOptions as object,
  )
  return toReport(output as ICruiseResult)
}

function toReport(result: ICruiseResult): WallReport {
  const { summary } = result
  return {
    modules: summary.totalCruised,
    imports: summary.totalDependenciesCruised ?? 0,
    crossings: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

// dependency-cruiser reads TypeScript 7 sources through swc, whose visitor throws on `using` (1.16.22).
function teachSwcUsing(): void {
  const require = createRequire(import.meta.url)
  const { Visitor } = require('@swc/core/Visitor.js') as { Visitor: { prototype: StatementVisitor } }
  const plain = Visitor.prototype.visitStatement
  Visitor.prototype.visitStatement = function (this: StatementVisitor, statement: Statement) {
    if (statement.type !== 'UsingDeclaration') return plain.call(this, statement)
    this.visitVariableDeclarators(statement.decls ?? [])
    return statement
  }
}

interface Statement {
  readonly type: string
  readonly decls?: readonly unknown[]
}
interface StatementVisitor {
  visitStatement(statement: Statement): Statement
  visitVariableDeclarators(declarators: readonly unknown[]): unknown
}

async function main(): Promise<number> {
  const { modules, imports, crossings } = await checkWalls()
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(crossings)}\n`)
  else for (const { rule, from, to } of crossings) process.stdout.write(`${rule}: ${from} → ${to}\n`)
  process.stderr.write(`walls: ${modules} modules, ${imports} imports, ${crossings.length} crossings\n`)
  return crossings.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = await main()
