import { getRouteApi } from '@tanstack/react-router'
import { Button, Link, Panel, ProblemSummary, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { Counts } from './counts.tsx'
import { FaultsDownload } from './faults-download.tsx'
import type { Import } from './imports.queries.ts'
import { UndoHistory } from './undo-history.tsx'
import { UndoPanel } from './undo-panel.tsx'

const route = getRouteApi('/desk/imports/$importId')

/** What the import did, and where to go from here. */
export function ResultStep({ of }: { of: Import }) {
  const t = useT()
  const mayImport = useMay('import.create')
  const isRegister = of.fileType === 'register'
  const { rows = 0, new: added = 0, changed = 0, unchanged = 0, faulty = 0, matched = 0 } = of.counts
  return (
    <div className="desk-stack">
      <Panel title={t('imports.done')}>
        <div className="desk-stack">
          <p role="status">
            {isRegister
              ? t('imports.doneNote', { new: added, changed, unchanged, faulty })
              : t('imports.doneList', { rows, matched })}
          </p>
          <div className="desk-row">
            {isRegister ? (
              <Link look="primary" href="/register?kind=holder">
                {t('imports.seeRegister')}
              </Link>
            ) : (
              <Link look="primary" href={of.listId ? `/lists/${of.listId}` : '/lists'}>
                {t('imports.seeLists')}
              </Link>
            )}
            <Link look="secondary" href="/clues?state=new">
              {t('imports.seeClues')}
            </Link>
            {mayImport && (
              <Link look="secondary" href="/imports">
                {t('imports.another')}
              </Link>
            )}
          </div>
          {of.faults.length > 0 && (
            <div className="desk-row">
              <FaultsDownload id={of.id} />
            </div>
          )}
        </div>
      </Panel>
      <Undo of={of} />
      <UndoHistory of={of} />
      <Counts of={of} />
    </div>
  )
}

/** The way back: a button, and behind it what it would do. */
function Undo({ of }: { of: Import }) {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  if (!useMay('import.undo')) return null
  if (search.undo !== undefined) return <UndoPanel of={of} />
  return (
    <Panel title={t('imports.undo.title')}>
      <div className="desk-stack">
        {of.problem && (
          <ProblemSummary code={of.problem.code} params={{ requestId: of.id, ...of.problem.params }} />
        )}
        <p className="desk-prose">{t('imports.undo.offer')}</p>
        <div className="desk-row">
          <Button onPress={() => void navigate({ search: { undo: 'goes' } })}>
            {t('imports.undo.look')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

/** An import that was taken back: what that did, and the way to take it in once more. */
export function UndoneStep({ of, onAgain }: { of: Import; onAgain: () => void }) {
  const t = useT()
  const mayApply = useMay('import.apply')
  return (
    <div className="desk-stack">
      <Panel title={t('imports.undo.doneTitle')}>
        <div className="desk-stack">
          <p role="status">{t('imports.undo.doneNote')}</p>
          <div className="desk-row">
            {mayApply && <Button onPress={onAgain}>{t('imports.undo.again')}</Button>}
            <Link look="secondary" href="/imports">
              {t('imports.another')}
            </Link>
          </div>
        </div>
      </Panel>
      <UndoHistory of={of} />
    </div>
  )
}
