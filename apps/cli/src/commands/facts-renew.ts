import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { problem } from '@zhucan/kernel'
import { renewFacts } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import { openFactTable, withEngine } from '../facts/fact-tables.store.ts'
import { whileLocked } from '../facts/facts-lock.ts'
import { offTheList } from '../facts/who-is-off-the-list.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './facts-renew.text.json' with { type: 'json' }

export default defineCommand({
  options: {
    kept: { type: 'string' },
    table: { type: 'string' },
    covers: { type: 'string' },
    memory: { type: 'string' },
  },
  async run({ values: { table, kept, covers, memory }, out }) {
    if (!table || !kept) throw wrongUse('keepNeeds')
    const start = performance.now()
    const paths = [table, join(kept, 'facts')]
    if (!existsSync(kept)) throw problem('file.not-found', { path: kept })
    const done = await whileLocked(kept, () =>
      withEngine({ paths, memory }, async (analysis) => {
        const { rows, facts } = await openFactTable(analysis, table, { keys: ['person_id'] })
        const elsewhere = offTheList(facts, covers)
        const renewal = { facts, rows, ...(elsewhere && { elsewhere }) }
        return { facts, ...(await renewFacts(analysis, resolve(kept), renewal)) }
      }),
    )
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    out.answer({ kept, ...done, seconds })
    out.say(text.messages.done, { ...done, facts: done.facts.length, seconds })
    return done.strangers > 0 ? 1 : 0
  },
})
