import { FactList, MaskedValue, Panel, useNotify, useSpeech, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import type { PersonPage } from './person.queries.ts'

const fields = ['id', 'certificate', 'phone', 'guardianPhone', 'bankAccount'] as const

/** Official numbers and ways to reach somebody: masked, one by one revealed for a reason. */
export function NumbersPanel({ person }: { person: PersonPage }) {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const { confirmed, window } = useConfirmed()
  const mayReveal = useMay('person.reveal')
  const reveal = async (field: string, reason: string): Promise<string | null> => {
    try {
      const { value } = await confirmed(() =>
        post<{ value: string }>(`/api/v1/persons/${person.id}/reveal`, { field, reason }),
      )
      return value
    } catch (error) {
      const { code, params } = problemOf(error)
      const { what, todo } = problem(code, params)
      notify({ kind: 'danger', text: `${what} ${todo}` })
      return null
    }
  }
  const known = person.numbers.flatMap((number) => {
    const field = fields.find((one) => one === number.field)
    return field ? [{ ...number, field }] : []
  })
  return (
    <Panel title={t('person.numbers')}>
      <FactList
        facts={known.map(({ field, current, masked }) => {
          const name = t(`person.number.${field}`)
          return {
            label: current ? name : `${name} · ${t('person.number.former')}`,
            value:
              current && mayReveal ? (
                <MaskedValue label={name} masked={masked} onReveal={(reason) => reveal(field, reason)} />
              ) : (
                masked
              ),
          }
        })}
      />
      {window}
    </Panel>
  )
}
