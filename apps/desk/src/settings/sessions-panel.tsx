import { useQuery } from '@tanstack/react-query'
import { Button, Disclosure, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { type Security, securityQuery, useSecurityAct } from './security.queries.ts'

/** Where one is signed in, and which devices the account knows. */
export function SessionsPanel() {
  const t = useT()
  const me = useMe()
  const security = useQuery(securityQuery)
  return (
    <Panel title={t('security.sessions')} note={t('security.idle', { minutes: me.idleMinutes })}>
      <QueryView query={security}>
        {(own) => (
          <div className="desk-stack">
            <Sessions own={own} />
            <Devices own={own} />
          </div>
        )}
      </QueryView>
    </Panel>
  )
}

function Sessions({ own }: { own: Security }) {
  const t = useT()
  const format = useFormat()
  const end = useSecurityAct(
    (id: string) => post(`/api/v1/me/sessions/${id}`, {}, 'DELETE'),
    () => t('security.ended'),
  )
  const nameOf = useDeviceName()
  const others = own.sessions.filter(({ isHere }) => !isHere).length
  const endOthers = useSecurityAct(
    (_count: number) => post('/api/v1/me/sessions/end-others', {}),
    (count) => t('security.endedOthers', { count }),
  )
  const trouble = end.error ?? endOthers.error
  return (
    <>
      {trouble && <ProblemSummary {...problemOf(trouble)} />}
      <ul className="settings-list">
        {own.sessions.map(({ id, device, place, signedInAt, lastUsedAt, isHere }) => (
          <li key={id}>
            <div>
              <strong>{nameOf(device)}</strong> {isHere && <State kind="good">{t('security.here')}</State>}
              <p className="desk-quiet desk-small">
                {place} · {t('security.signedInAt')} {format.moment(signedInAt)} ·{' '}
                {t('security.lastUsed', { moment: format.moment(lastUsedAt) })}
              </p>
            </div>
            {!isHere && (
              <Button
                aria-label={t('security.endNamed', {
                  device: nameOf(device),
                  moment: format.moment(signedInAt),
                })}
                onPress={() => end.mutate(id)}
              >
                {t('security.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Button isPending={endOthers.isPending} onPress={() => endOthers.mutate(others)}>
          {t('security.endOthers')}
        </Button>
      )}
    </>
  )
}

/** The server marks what it does not know with a question mark. */
function useDeviceName(): (device: string) => string {
  const t = useT()
  return (device) => (device === '?' ? t('security.unknownDevice') : device)
}

function Devices({ own }: { own: Security }) {
  const t = useT()
  const format = useFormat()
  const nameOf = useDeviceName()
  const forget = useSecurityAct(
    (id: string) => post(`/api/v1/me/devices/${id}`, {}, 'DELETE'),
    () => t('security.forgotten'),
  )
  return (
    <Disclosure title={t('security.knownDevices')}>
      <p className="desk-quiet">{t('security.knownDevicesNote')}</p>
      {forget.error && <ProblemSummary {...problemOf(forget.error)} />}
      <ul className="settings-list">
        {own.devices.map(({ id, name, place, lastSeen }) => (
          <li key={id}>
            <div>
              <strong>{nameOf(name)}</strong>
              <p className="desk-quiet desk-small">
                {place} · {t('security.lastUsed', { moment: format.moment(lastSeen) })}
              </p>
            </div>
            <Button
              aria-label={t('security.forgetNamed', {
                device: nameOf(name),
                moment: format.moment(lastSeen),
              })}
              onPress={() => forget.mutate(id)}
            >
              {t('security.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
