import { Link, Panel, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { Counts } from './counts.tsx'
import { FaultsDownload } from './faults-download.tsx'
import type { Import } from './imports.queries.ts'

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
      <Counts of={of} />
    </div>
  )
}
