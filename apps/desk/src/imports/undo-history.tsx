import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Disclosure, Pagination, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import type { Import } from './imports.queries.ts'
import { type UndoEntry, undoStaysQuery, undosQuery } from './undo.queries.ts'
import { UndoPeople } from './undo-people.tsx'

const route = getRouteApi('/desk/imports/$importId')

/** Who undid the import and when, what that did, and who stayed. */
export function UndoHistory({ of }: { of: Import }) {
  const t = useT()
  const undos = useQuery(undosQuery(of.id))
  if (!undos.data || undos.data.length === 0) return null
  const stayed = (undos.data[0]?.counts.stays ?? 0) + (undos.data[0]?.counts.partly ?? 0)
  return (
    <Panel title={t('imports.undo.history')}>
      <div className="desk-stack">
        <ul className="desk-stack">
          {undos.data.map((one) => (
            <li key={one.id}>
              <Entry one={one} isRegister={of.fileType === 'register'} />
            </li>
          ))}
        </ul>
        {stayed > 0 && of.fileType === 'register' && (
          <Disclosure title={t('imports.undo.stayed', { count: stayed })}>
            <Stayed of={of} />
          </Disclosure>
        )}
      </div>
    </Panel>
  )
}

function Entry({ one, isRegister }: { one: UndoEntry; isRegister: boolean }) {
  const t = useT()
  const format = useFormat()
  const { goes, back, partly, stays, rows, cluesWithdrawn, cluesFlagged } = one.counts
  return (
    <>
      <p>
        <strong>
          {t(one.isWhole ? 'imports.undo.byWhole' : 'imports.undo.byPart', {
            name: one.byName ?? t('word.unknown'),
            when: format.moment(one.at),
          })}
        </strong>
      </p>
      <p className="desk-quiet">
        {isRegister
          ? t('imports.undo.did', { goes, back, partly, stays })
          : t('imports.undo.didList', { rows })}{' '}
        {cluesWithdrawn + cluesFlagged > 0 &&
          t('imports.undo.clues', { withdrawn: cluesWithdrawn, flagged: cluesFlagged })}
      </p>
    </>
  )
}

function Stayed({ of }: { of: Import }) {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const people = useQuery(undoStaysQuery(of.id, search.page))
  return (
    <QueryView query={people}>
      {({ total, rows }) => (
        <>
          <UndoPeople
            caption={t('imports.undo.stayedCaption')}
            rows={rows}
            isBusy={people.isPlaceholderData}
          />
          <Pagination
            page={search.page ?? 1}
            pageSize={pageSize}
            total={total}
            hrefOf={(page) => address(`/imports/${of.id}`, { page })}
            onGo={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        </>
      )}
    </QueryView>
  )
}
