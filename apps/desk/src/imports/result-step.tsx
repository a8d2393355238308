import { Link, Panel, useFormat, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { Counts } from './counts.tsx'
import { FaultsDownload } from './faults-download.tsx'
import type { Import } from './imports.queries.ts'

/** What the import did, and where to go from here. */
export function ResultStep({ of }: { of: Import }) {
  const t = useT()
  const format = useFormat()
  const mayImport = useMay('import.create')
  const { counts } = of
  const isRegister = of.fileType === 'register'
  const faulty = counts?.faulty ?? 0
  return (
    <div className="desk-stack">
      <Panel title={t('imports.done')}>
        <div className="desk-stack">
          <p role="status">
            {t('imports.doneNote', {
              new: format.number(counts?.new ?? 0),
              changed: format.number(counts?.changed ?? 0),
              unchanged: format.number(counts?.unchanged ?? 0),
              faulty: format.number(faulty),
            })}
          </p>
          <div className="desk-row">
            {isRegister ? (
              <Link look="primary" href="/register">
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
          {faulty > 0 && (
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
