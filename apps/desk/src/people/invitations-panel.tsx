import { useQuery } from '@tanstack/react-query'
import { Button, Dialog, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { LinkShown } from './link-shown.tsx'
import { type Invitation, invitationsQuery, type OneTimeLink, usePeopleAct } from './people.queries.ts'

/** Invitations that are out: to be sent again or taken back. */
export function InvitationsPanel() {
  const t = useT()
  const invitations = useQuery(invitationsQuery)
  const [link, setLink] = useState<OneTimeLink>()
  return (
    <Panel title={t('people.invitations')}>
      <QueryView query={invitations}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="desk-quiet">{t('people.noInvitations')}</p>
          ) : (
            <ul className="people-list">
              {rows.map((row) => (
                <InvitationLine key={row.id} invitation={row} onLink={setLink} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Dialog title={t('people.linkTitle')} isOpen={link !== undefined} onClose={() => setLink(undefined)}>
        {link && <LinkShown link={link} />}
      </Dialog>
    </Panel>
  )
}

function InvitationLine(props: { invitation: Invitation; onLink: (link: OneTimeLink) => void }) {
  const t = useT()
  const format = useFormat()
  const { id, name, roleLabel, organisation, expiresAt, isExpired, isConfirmed, madeBy } = props.invitation
  const renew = usePeopleAct((_: undefined) => post<OneTimeLink>(`/api/v1/invitations/${id}/renew`, {}))
  const withdraw = usePeopleAct(
    (_: undefined) => post(`/api/v1/invitations/${id}`, {}, 'DELETE'),
    () => t('people.withdrawn'),
  )
  const trouble = renew.error ?? withdraw.error
  const called = name ?? format.label(roleLabel)
  return (
    <li>
      <div>
        <strong>{called}</strong> {format.label(roleLabel)} · {organisation}
        <p className="desk-quiet desk-small">
          {t('people.expires')} {format.moment(expiresAt)}
          {madeBy && ` · ${t('people.invitedBy')} ${madeBy}`}{' '}
          {isExpired && <State kind="warning">{t('people.expired')}</State>}
          {!isConfirmed && <State kind="notice">{t('people.waitsForSecond')}</State>}
        </p>
        {trouble && <ProblemSummary {...problemOf(trouble)} />}
      </div>
      <div className="desk-row">
        <Button
          aria-label={t('people.renewNamed', { name: called })}
          isPending={renew.isPending}
          onPress={() => renew.mutate(undefined, { onSuccess: props.onLink })}
        >
          {t('people.renew')}
        </Button>
        <Button
          variant="quiet"
          aria-label={t('people.withdrawNamed', { name: called })}
          isPending={withdraw.isPending}
          onPress={() => withdraw.mutate(undefined)}
        >
          {t('people.withdraw')}
        </Button>
      </div>
    </li>
  )
}
