import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Breadcrumbs, Button, ConfirmDialog, Link, PageHeader, ProblemSummary, useT } from '@zhucan/ui'
import { useEffect, useRef, useState } from 'react'
import { useNames } from '../app/catalogue.ts'
import { post, problemOf } from '../app/http.ts'
import { PageView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { ImportStateMark } from './history-table.tsx'
import { type Import, importQuery, isWorking } from './imports.queries.ts'
import { MappingStep } from './mapping-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ResultStep, UndoneStep } from './result-step.tsx'
import { Steps } from './steps.tsx'
import { WorkStep } from './work-step.tsx'
import './imports.css'

const route = getRouteApi('/desk/imports/$importId')

/** One import from upload to result. Nothing is written before the third step is confirmed. */
export function ImportPage() {
  const { importId } = route.useParams()
  const query = useQuery(importQuery(importId))
  return <PageView query={query}>{(data) => <Wizard of={data} />}</PageView>
}

function Wizard({ of }: { of: Import }) {
  const t = useT()
  const names = useNames()
  const mayDiscard = useMay('import.create') && (of.state === 'mapping' || of.state === 'ready')
  return (
    <>
      <PageHeader
        title={of.fileName}
        windowTitle={`${t(`imports.state.${of.state}`)} · ${of.fileName}`}
        above={
          <Breadcrumbs crumbs={[{ label: t('imports.title'), href: '/imports' }, { label: of.fileName }]} />
        }
        below={
          <p className="desk-row">
            <ImportStateMark state={of.state} />
            <span>{names.file(of.fileType) ?? t('imports.unknownType')}</span>
          </p>
        }
        actions={mayDiscard && <DiscardButton id={of.id} />}
      />
      {of.state !== 'refused' &&
        of.state !== 'failed' &&
        of.state !== 'discarded' &&
        of.state !== 'undone' && <Steps state={of.state} />}
      <StepPlace of={of} />
    </>
  )
}

/** The step takes the focus when it follows another, because the button that led here is gone. */
function StepPlace({ of }: { of: Import }) {
  const t = useT()
  const place = useRef<HTMLElement>(null)
  const drawn = useRef(of.state)
  useEffect(() => {
    if (drawn.current === of.state) return
    drawn.current = of.state
    place.current?.focus()
  }, [of.state])
  return (
    <section className="imports-place" tabIndex={-1} ref={place} aria-label={t(`imports.state.${of.state}`)}>
      <Step of={of} />
    </section>
  )
}

function Step({ of }: { of: Import }) {
  const t = useT()
  const [isRemapping, setRemapping] = useState(false)
  if (isWorking(of.state)) return <WorkStep of={of} />
  if (of.state === 'mapping' || ((of.state === 'ready' || of.state === 'undone') && isRemapping)) {
    return <MappingStep of={of} onSent={() => setRemapping(false)} />
  }
  if (of.state === 'ready') return <PreviewStep of={of} onRemap={() => setRemapping(true)} />
  if (of.state === 'done') return <ResultStep of={of} />
  if (of.state === 'undone') return <UndoneStep of={of} onAgain={() => setRemapping(true)} />
  const problem = of.problem ?? {
    code: of.state === 'discarded' ? 'import.cancelled' : 'unknown',
    params: {},
  }
  return (
    <ProblemSummary
      code={problem.code}
      params={{ requestId: of.id, ...problem.params }}
      actions={
        <Link look="secondary" href="/imports">
          {t('imports.another')}
        </Link>
      }
    />
  )
}

function DiscardButton({ id }: { id: string }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const discard = useMutation({
    mutationFn: () => post(`/api/v1/imports/${id}/discard`, {}),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: importQuery(id).queryKey }),
  })
  return (
    <>
      <Button variant="danger" onPress={() => setAsking(true)} isPending={discard.isPending}>
        {t('imports.discard')}
      </Button>
      {discard.error && <ProblemSummary {...problemOf(discard.error)} />}
      <ConfirmDialog
        title={t('imports.discardTitle')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => discard.mutate()}
        confirm={t('imports.discardConfirm')}
        isDangerous
      >
        <p>{t('imports.discardNote')}</p>
      </ConfirmDialog>
    </>
  )
}
