import { type ProblemCode, problem, problemCatalogue } from '@zhucan/kernel'
import { expect, it } from 'vitest'
import { reportProblem } from './problem-report.ts'

const codes = (Object.keys(problemCatalogue) as ProblemCode[]).filter((code) =>
  /^(sheet|file|match|facts)\./.test(code),
)

it('a full disk is told with the places where a command needs room', async () => {
  const { zh, en } = await reportProblem(problem('analysis.disk-full'))
  for (const text of [zh.todo, en.todo]) expect(text).toContain('TMPDIR')
})

it('nothing that a file can be refused for speaks of an upload: a command has none', async () => {
  const reports = await Promise.all(codes.map((code) => reportProblem(problem(code))))
  const wrong = reports.filter(({ zh, en }) =>
    /上传|upload/i.test([zh.what, zh.todo, en.what, en.todo].join('')),
  )
  expect(wrong.map(({ code }) => code)).toEqual([])
})
