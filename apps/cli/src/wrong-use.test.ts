import { expect, it } from 'vitest'
import { runCommandLine } from './run-command-line.ts'
import text from './wrong-use.text.json' with { type: 'json' }

async function said(...args: string[]) {
  const heard: string[] = []
  const hear = (words: string) => void heard.push(words)
  const status = await runCommandLine(args, { env: process.env, answers: hear, notes: hear })
  expect(status).toBe(2)
  return heard.join('')
}

it.each([
  [['match', '--regster', 'a.csv'], '没有 --regster 这个选项', 'there is no option --regster'],
  [['match', '--register'], '选项 --register 后面要给一个值', '--register needs a value'],
  [['match', '--register', '--file', 'a'], '选项 --register 后面要给一个值', '--register needs a value'],
  [['match', '--dedupe=yes'], '选项 --dedupe 后面不能带值', '--dedupe takes no value'],
  [['match', 'my', 'list.csv'], '多出的参数：my；', 'unexpected argument: my; a path with blanks'],
  [['match'], '需要 --register、--file', '--register, --file (or --dedupe) and --out are needed'],
  [['read', '--out', 'x'], '缺少参数', 'an argument is missing'],
])('%j is explained in both languages', async (args, zh, en) => {
  const words = await said(...args)
  expect(words).toContain(`命令用法不对：${zh}`)
  expect(words).toContain(en)
})

it('both languages tell the same', () => {
  const holes = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()
  for (const { zh, en } of Object.values(text)) expect(holes(zh)).toEqual(holes(en))
})
