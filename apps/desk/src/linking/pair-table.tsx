import { useFormat, useT } from '@zhucan/ui'
import type { Evidence, Pair } from './linking.queries.ts'
import { useLinkWords } from './linking-words.tsx'

/** Which comparisons speak about a field. */
const comparisonsOf: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  sex: ['sex'],
  birth: ['birth'],
  number: ['id-county', 'id-tail'],
  place: ['place'],
  phone: ['phone'],
}

/** A row of the list and a person of the register, field by field, with what each weighs. */
export function PairTable({ pair }: { pair: Pair }) {
  const t = useT()
  return (
    <table className="linking-pair">
      <caption className="zc-hidden">{t('linking.compare')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('linking.field')}</th>
          <th scope="col">{t('linking.listed')}</th>
          <th scope="col">{t('linking.known')}</th>
          <th scope="col">{t('linking.evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {pair.fields.map((field) => (
          <PairRow
            key={field.field}
            field={field}
            evidence={pair.evidence.filter(({ comparison }) =>
              comparisonsOf[field.field]?.includes(comparison),
            )}
          />
        ))}
      </tbody>
    </table>
  )
}

function PairRow({ field, evidence }: { field: Pair['fields'][number]; evidence: readonly Evidence[] }) {
  const t = useT()
  const words = useLinkWords()
  const isSame = field.listed !== '' && field.listed === field.known && field.differsAt.length === 0
  return (
    <tr data-same={isSame || undefined}>
      <th scope="row">{t(`linking.field.${field.field as 'name'}`)}</th>
      <td data-label={t('linking.listed')}>
        <Value field={field.field} text={field.listed} other={field.known} />
        {field.isFromNumber && <div className="desk-quiet desk-small">{t('linking.fromNumber')}</div>}
      </td>
      <td data-label={t('linking.known')}>
        <Value field={field.field} text={field.known} other={field.listed} />
      </td>
      <td data-label={t('linking.evidence')}>
        {evidence.map((one) => (
          <div key={one.comparison} className="linking-said" data-sign={one.bits < 0 ? 'against' : 'for'}>
            {words.level(one)} <strong>{words.bits(one.bits)}</strong>
          </div>
        ))}
        {field.differsAt.length > 0 && (
          <div className="desk-small">{t('linking.differsAt', { places: field.differsAt.join('、') })}</div>
        )}
      </td>
    </tr>
  )
}

function Value({ field, text, other }: { field: string; text: string; other: string }) {
  const t = useT()
  const format = useFormat()
  if (text === '') return <span className="desk-quiet">{t('linking.empty')}</span>
  if (field === 'sex' && (text === 'male' || text === 'female')) return <>{t(`word.sex.${text}`)}</>
  if (field === 'birth' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return <>{format.day(text)}</>
  if (field !== 'name' || other === '') return <>{text}</>
  return (
    <span className="linking-name">
      {[...text].map((sign, at) =>
        other.includes(sign) ? (
          sign
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the characters of one name never move
          <mark key={at}>{sign}</mark>
        ),
      )}
    </span>
  )
}
