import { Button, Link, Panel, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { type LinkRun, useDrawSample } from './linking.queries.ts'

const sampleSize = 30

/** A sample of the program's links that people judge; what they find says how many links are right. */
export function SamplePanel({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  const mayReview = useMay('link.review')
  const draw = useDrawSample(run.id)
  const { drawn, agrees, differs, precision, recall } = run.sample
  const judged = agrees + differs
  const mayDraw = mayReview && (run.states.linked ?? 0) > drawn
  return (
    <Panel
      title={t('linking.sample')}
      note={t('linking.sampleNote')}
      actions={
        mayDraw ? (
          <Button isPending={draw.isPending} onPress={() => draw.mutate(sampleSize)}>
            {t('linking.draw', { count: sampleSize })}
          </Button>
        ) : undefined
      }
    >
      {draw.error && <ProblemSummary {...problemOf(draw.error)} />}
      {precision === null ? (
        <p>
          {t(drawn === 0 ? 'linking.sampleNone' : 'linking.sampleDrawn', { count: format.number(drawn) })}
        </p>
      ) : (
        <>
          <p>
            {t('linking.samplePrecision', {
              judged: format.number(judged),
              agrees: format.number(agrees),
              low: format.percent(precision.low),
              high: format.percent(precision.high),
            })}
          </p>
          {recall && (
            <p>
              {t('linking.sampleRecall', {
                low: format.percent(recall.low),
                high: format.percent(recall.high),
              })}
            </p>
          )}
        </>
      )}
      {mayReview && drawn > judged && (
        <p>
          <Link look="secondary" href={`/link-runs/${run.id}/review?queue=sample`}>
            {t('linking.judge', { count: drawn - judged })}
          </Link>
        </p>
      )}
    </Panel>
  )
}
