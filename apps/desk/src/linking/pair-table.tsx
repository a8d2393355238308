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

/** What the two sides are called. */
export type Sides = { readonly left: string; readonly right: string }

/** Two sides, field by field, with what each weighs. */
export function PairTable({ pair, sides }: { pair: Pick<Pair, 'fields' | 'evidence'>; sides: Sides }) {
  const t = useT()
  return (
    <table className="linking-pair">
      <caption className="zc-hidden">{t('linking.compare')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('linking.field')}</th>
          <th scope="col">{sides.left}</th>
          <th scope="col">{sides.right}</th>
          <th scope="col">{t('linking.evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {pair.fields.map((field) => (
          <PairRow
            key={field.field}
            field={field}
            sides={sides}
            evidence={pair.evidence.filter(({ comparison }) =>
              comparisonsOf[field.field]?.includes(comparison),
            )}
          />
        ))}
      </tbody>
    </table>
  )
}

function PairRow(props: { field: Pair['fields'][number]; sides: Sides; evidence: readonly Evidence[] }) {
  const { field, evidence } = props
  const t = useT()
  const words = useLinkWords()
  const isSame = field.listed !== '' && field.listed === field.known && field.differsAt.length === 0
  return (
    <tr data-same={isSame || undefined}>
      <th scope="row">{t(`linking.field.${field.field as 'name'}`)}</th>
      <td data-label={props.sides.left}>
        <Value field={field.field} text={field.listed} other={field.known} />
        {field.isFromNumber && <div className="desk-quiet desk-small">{t('linking.fromNumber')}</div>}
      </td>
      <td data-label={props.sides.right}>
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
  if (field === 'number') return <span className="linking-number">{text}</span>
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
