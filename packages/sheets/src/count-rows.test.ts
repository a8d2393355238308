import { expect, test } from 'vitest'
import { countText } from './count-rows.ts'

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

test('counts a text that is cut between two pieces once', async () => {
  expect(
    await countText(chunks('<row r="1"><c/></row><ro', 'w r="2"/>', '<row', ' r="3"/><rows'), '<row '),
  ).toBe(3)
})

test('counts nothing where nothing is', async () => {
  expect(await countText(chunks(), '\n')).toBe(0)
})
