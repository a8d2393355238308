import { resolve } from 'node:path'
import { keepFactTable } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import { openFactTable, withEngine } from '../facts/fact-tables.store.ts'
import { whileLocked } from '../facts/facts-lock.ts'
import { checkFolder } from '../match/write-links.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './facts-keep.text.json' with { type: 'json' }

export default defineCommand({
  options: { table: { type: 'string' }, kept: { type: 'string' }, memory: { type: 'string' } },
  async run({ values: { table, kept, memory }, out }) {
    if (!table || !kept) throw wrongUse('keepNeeds')
    const start = performance.now()
    await checkFolder(resolve(kept))
    const facts = await whileLocked(kept, () =>
      withEngine({ paths: [table, kept], memory }, async (analysis) => {
        const found = await openFactTable(analysis, table, { keys: ['person_id', 'county'] })
        await keepFactTable(analysis, resolve(kept), found)
        return found.facts
      }),
    )
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    out.answer({ kept, facts, seconds })
    out.say(text.messages.done, { kept, facts: facts.length, seconds })
    return 0
  },
})
