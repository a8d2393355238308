import { useFormat, useT } from '@zhucan/ui'
import { PlaceName } from '../app/place-name.tsx'
import { useMay } from '../app/session.ts'
import { WaitingPanel } from '../proposals/waiting-panel.tsx'
import type { PolicyRow } from './exports.queries.ts'

/** Larger budgets that wait for a second person. */
export function BudgetsWaiting() {
  const t = useT()
  const format = useFormat()
  const mayAgree = useMay('export.raise')
  return (
    <WaitingPanel<Omit<PolicyRow, 'id'>>
      kind="export-budget"
      mayAgree={mayAgree}
      show={({ name, role, region, amount, fromDay }) => (
        <>
          <strong>{t(`exports.policy.${name}`)}</strong> <PlaceName code={region} />{' '}
          {t('proposals.budget', {
            role: t(`exports.role.${role}`),
            amount: format.number(amount),
            day: format.day(fromDay),
          })}
        </>
      )}
    />
  )
}
