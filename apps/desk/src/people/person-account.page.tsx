import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  Dialog,
  FactList,
  Link,
  PageHeader,
  Panel,
  ProblemSummary,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { PageView } from '../app/query-view.tsx'
import { useMay, useMe } from '../app/session.ts'
import { HandOversPanel } from './hand-overs-panel.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { LinkShown } from './link-shown.tsx'
import { OfficesPanel } from './offices-panel.tsx'
import { AccountState } from './people.page.tsx'
import { type OneTimeLink, type PersonPage, personQuery, usePeopleAct } from './people.queries.ts'
import { SecurityActs } from './security-acts.tsx'
import './people.css'

const route = getRouteApi('/desk/people/$userId')

/** One colleague: account, offices with their history, security, and leaving. */
export function PersonAccountPage() {
  const { userId } = route.useParams()
  const person = useQuery(personQuery(userId))
  return <PageView query={person}>{(found) => <Account person={found} />}</PageView>
}

function Account({ person }: { person: PersonPage }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const isOwn = me.user.id === person.id
  const mayAppoint = useMay('user.appoint') && !isOwn
  return (
    <>
      <PageHeader
        title={person.name}
        above={<Link href="/people">{t('people.back')}</Link>}
        below={
          <p>
            <AccountState state={person.state} /> {format.label(person.roleLabel)} · {person.organisation}
          </p>
        }
        actions={mayAppoint && person.state !== 'closed' && <Actions person={person} />}
      />
      {isOwn && <p className="desk-quiet">{t('people.you')}</p>}
      <div className="desk-columns">
        <div className="desk-stack">
          <OfficesPanel person={person} mayChange={mayAppoint} />
          <HandOversPanel person={person} />
        </div>
        <div className="desk-stack">
          <Panel title={t('people.account')}>
            <FactList
              facts={[
                { label: t('people.username'), value: person.username },
                {
                  label: t('people.lastSignIn'),
                  value: person.lastSignIn ? format.moment(person.lastSignIn) : t('people.never'),
                },
              ]}
            />
          </Panel>
          <SecurityActs person={person} />
        </div>
      </div>
    </>
  )
}

function Actions({ person }: { person: PersonPage }) {
  const t = useT()
  const [isLeaving, setLeaving] = useState(false)
  const [link, setLink] = useState<OneTimeLink>()
  const send = usePeopleAct((_: undefined) =>
    post<OneTimeLink>(`/api/v1/users/${person.id}/password-link`, {}),
  )
  return (
    <div className="desk-row">
      {send.error && <ProblemSummary {...problemOf(send.error)} />}
      <Button isPending={send.isPending} onPress={() => send.mutate(undefined, { onSuccess: setLink })}>
        {t('people.passwordLink')}
      </Button>
      <Button variant="danger" onPress={() => setLeaving(true)}>
        {t('people.leave')}
      </Button>
      <LeaveDialog person={person} isOpen={isLeaving} onClose={() => setLeaving(false)} />
      <Dialog title={t('people.linkTitle')} isOpen={link !== undefined} onClose={() => setLink(undefined)}>
        {link && <LinkShown link={link} />}
      </Dialog>
    </div>
  )
}
