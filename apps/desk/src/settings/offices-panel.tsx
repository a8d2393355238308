import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'

/** The offices one holds; with several, under which one the session works. */
export function OfficesPanel() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: (appointment: string) => post('/api/v1/me/office', { appointment }),
    // Everything known so far was known under the other office.
    onSuccess: () => queryClient.resetQueries(),
  })
  if (me.offices.length < 2) return null
  return (
    <Panel title={t('security.offices')} note={t('security.officeNote')}>
      <div className="desk-stack">
        {change.error && <ProblemSummary {...problemOf(change.error)} />}
        <ul className="settings-list">
          {me.offices.map(({ id, roleLabel, organisation, isHere }) => (
            <li key={id}>
              <div>
                <strong>{format.label(roleLabel)}</strong>
                <p className="desk-quiet desk-small">{organisation}</p>
              </div>
              {isHere ? (
                <State kind="good">{t('security.officeHere')}</State>
              ) : (
                <Button
                  aria-label={`${t('security.switchTo')}: ${format.label(roleLabel)}, ${organisation}`}
                  isPending={change.isPending}
                  onPress={() => change.mutate(id)}
                >
                  {t('security.switchTo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
