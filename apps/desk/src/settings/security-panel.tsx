import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, ConfirmDialog, Dialog, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { EnrolFactor } from '../sign-in/enrol-factor.tsx'
import { RecoveryCodes } from '../sign-in/recovery-codes.tsx'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import { type Factor, type Security, securityQuery, useSecurityAct } from './security.queries.ts'

/** One's own second factors and recovery codes. */
export function SecurityPanel() {
  const t = useT()
  const security = useQuery(securityQuery)
  return (
    <Panel title={t('security.factors')}>
      <QueryView query={security}>{(own) => <Factors own={own} />}</QueryView>
    </Panel>
  )
}

function Factors({ own }: { own: Security }) {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const [isAdding, setAdding] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>([])
  const { confirmed, window } = useConfirmed()
  // Asks for the confirmation first, so that nobody scans a picture in vain.
  const open = useMutation({
    mutationFn: () => confirmed(() => post('/api/auth/enrol/totp', {})),
    onSuccess: () => setAdding(true),
  })
  const renew = useSecurityAct(
    async () =>
      setCodes((await confirmed(() => post<{ codes: string[] }>('/api/v1/me/recovery-codes', {}))).codes),
    () => t('security.newCodes'),
  )
  const trouble = open.error ?? renew.error
  return (
    <div className="desk-stack">
      {trouble && <ProblemSummary {...problemOf(trouble)} />}
      {own.factors.length === 0 ? (
        <p>
          <State kind={own.isFactorRequired ? 'warning' : 'neutral'}>{t('security.noFactor')}</State>{' '}
          {own.isFactorRequired ? t('security.demanded') : t('security.noFactorHelp')}
          {me.secondFactorDue && <> {t('security.due', { day: format.day(me.secondFactorDue) })}</>}
        </p>
      ) : (
        <ul className="settings-list">
          {own.factors.map((factor) => (
            <FactorLine key={factor.id} factor={factor} confirmed={confirmed} />
          ))}
        </ul>
      )}
      <div className="desk-row">
        <Button
          {...(own.factors.length === 0 ? { variant: 'primary' as const } : {})}
          isPending={open.isPending}
          onPress={() => open.mutate()}
        >
          {t(own.factors.length === 0 ? 'security.setUp' : 'security.addAnother')}
        </Button>
        {own.factors.length > 0 && (
          <>
            <span>{t('security.recoveryLeft', { count: own.recoveryCodes })}</span>
            <Button variant="quiet" isPending={renew.isPending} onPress={() => renew.mutate(undefined)}>
              {t('security.newCodes')}
            </Button>
          </>
        )}
      </div>
      <AddDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      <Dialog title={t('security.step.codes')} isOpen={codes.length > 0} onClose={() => setCodes([])}>
        <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
      </Dialog>
      {window}
    </div>
  )
}

function AddDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const added = useSecurityAct(
    () => Promise.resolve(),
    () => t('people.factor.yes'),
  )
  return (
    <Dialog title={t('security.step.enrol')} isOpen={isOpen} onClose={onClose}>
      <EnrolFactor
        onDone={() => {
          added.mutate(undefined)
          onClose()
        }}
      />
    </Dialog>
  )
}

function FactorLine(props: { factor: Factor; confirmed: <T>(act: () => Promise<T>) => Promise<T> }) {
  const t = useT()
  const format = useFormat()
  const { id, kind, name, createdAt, lastUsedAt } = props.factor
  const [isAsking, setAsking] = useState(false)
  const remove = useSecurityAct(
    () => props.confirmed(() => post(`/api/v1/me/factors/${id}`, {}, 'DELETE')),
    () => t('security.ended'),
  )
  return (
    <li>
      <div>
        <strong>{name}</strong> <span className="desk-quiet">{t(`security.way.${kind}`)}</span>
        <p className="desk-quiet desk-small">
          {t('security.added', { day: format.moment(createdAt) })} ·{' '}
          {lastUsedAt
            ? t('security.lastUsed', { moment: format.moment(lastUsedAt) })
            : t('security.neverUsed')}
        </p>
        {remove.error && <ProblemSummary {...problemOf(remove.error)} />}
      </div>
      <Button aria-label={`${t('security.remove')} ${name}`} onPress={() => setAsking(true)}>
        {t('security.remove')}
      </Button>
      <ConfirmDialog
        title={t('security.removeFactor', { name })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          remove.mutate(undefined)
        }}
        confirm={t('security.remove')}
        isDangerous
      >
        <p>{t('security.removeFactorNote')}</p>
      </ConfirmDialog>
    </li>
  )
}
