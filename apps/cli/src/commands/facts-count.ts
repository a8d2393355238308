import { join, resolve } from 'node:path'
import { dayInShanghai, plainDate } from '@zhucan/kernel'
import { countKept } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import { countRows, rulesToCount, totalsOf } from '../facts/county-counts.ts'
import { withEngine } from '../facts/fact-tables.store.ts'
import { writeWhole } from '../match/write-links.ts'
import { checkPlaces } from '../places/check-places.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './facts-count.text.json' with { type: 'json' }

export default defineCommand({
  options: {
    kept: { type: 'string' },
    rules: { type: 'string' },
    when: { type: 'string' },
    day: { type: 'string' },
    out: { type: 'string' },
    memory: { type: 'string' },
  },
  async run({ values, settings, out }) {
    const { kept, out: path, memory } = values
    if (!kept || !path) throw wrongUse('countNeeds')
    if (values.rules !== undefined && values.when !== undefined) throw wrongUse('rulesOrWhen')
    const files = ['facts.parquet', 'slots.parquet'].map((name) => join(kept, name))
    await checkPlaces({ reads: { kept: files }, writes: { out: path } })
    const day = values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day)
    const rules = rulesToCount(day, values)
    const start = performance.now()
    const counties = await withEngine({ paths: [join(kept, 'facts')], memory }, (analysis) =>
      countKept(analysis, resolve(kept), rules),
    )
    await writeWhole(resolve(path), countRows(counties))
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    const totals = totalsOf(counties, rules)
    const people = counties.reduce((sum, county) => sum + county.people, 0)
    out.answer({ day, people, counties: counties.length, rules: totals, out: path, seconds })
    for (const { rule, yes, cannotSay } of totals)
      out.line(`  ${rule.padEnd(32)}${String(yes).padStart(10)}${String(cannotSay).padStart(10)}`)
    out.say(text.messages.done, { people, counties: counties.length, path, seconds })
    return 0
  },
})
