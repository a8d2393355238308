import { Button, Link, Panel, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { type LinkRun, useDrawSample } from './linking.queries.ts'

const sampleSize = 60

/** Pairs drawn by chance from each band of weights; what people say of them tells how good the search is. */
export function SamplePanel({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  const mayReview = useMay('link.review')
  const draw = useDrawSample(run.id)
  const { left, undrawn } = run.sample
  const mayDraw = mayReview && run.newer === null && undrawn > 0
  const size = Math.min(sampleSize, undrawn)
  return (
    <Panel
      title={t('linking.sample')}
      note={t('linking.sampleNote')}
      actions={
        mayDraw ? (
          <Button isPending={draw.isPending} onPress={() => draw.mutate(sampleSize)}>
            {t('linking.draw', { count: size })}
          </Button>
        ) : undefined
      }
    >
      <div className="desk-stack">
        {draw.error && <ProblemSummary {...problemOf(draw.error)} />}
        <Found sample={run.sample} />
        {mayReview && left > 0 && (
          <p>
            <Link look="secondary" href={`/link-runs/${run.id}/review?queue=sample`}>
              {t('linking.judge', { count: format.number(left) })}
            </Link>
          </p>
        )}
      </div>
    </Panel>
  )
}

/** What the drawn pairs say so far. */
function Found({ sample }: { sample: LinkRun['sample'] }) {
  const t = useT()
  const format = useFormat()
  const { drawn, links, questions, precision, recall } = sample
  const judgedOf = ({ same, differs, unsure }: LinkRun['sample']['links']) => same + differs + unsure
  const between = ({ low, high }: { low: number; high: number }) => ({
    low: format.percent(low),
    high: format.percent(high),
  })
  if (judgedOf(links) + judgedOf(questions) === 0)
    return (
      <p>{t(drawn === 0 ? 'linking.sampleNone' : 'linking.sampleDrawn', { count: format.number(drawn) })}</p>
    )
  return (
    <>
      {precision && (
        <p>
          {t('linking.samplePrecision', {
            judged: format.number(judgedOf(links)),
            agrees: format.number(links.same),
            ...between(precision),
          })}
        </p>
      )}
      {judgedOf(questions) > 0 && (
        <p>
          {t('linking.sampleQuestions', {
            judged: format.number(judgedOf(questions)),
            same: format.number(questions.same),
          })}
        </p>
      )}
      {recall && (
        <p>
          {between(recall).low === between(recall).high
            ? t('linking.sampleRecallKnown', { share: between(recall).low })
            : t('linking.sampleRecall', between(recall))}
        </p>
      )}
    </>
  )
}
