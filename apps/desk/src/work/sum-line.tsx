import type { SumVerdict } from '@zhucan/catalogue'
import { State, useFormat, useT } from '@zhucan/ui'

/** How the shares stand to the whole, in words; live while somebody types them. */
export function SumLine(props: { sum: SumVerdict; value: string | null; decimals: number; isLive: boolean }) {
  const t = useT()
  const format = useFormat()
  const scale = 10 ** props.decimals
  const { sum } = props
  const total = format.number(Number(props.value ?? 0) + sum.difference / scale)
  const difference = format.number(Math.abs(sum.difference) / scale)
  const word = sum.fits
    ? sum.difference === 0
      ? 'work.sumFits'
      : sum.difference > 0
        ? 'work.sumMore'
        : 'work.sumLess'
    : sum.why === 'short'
      ? 'work.sumShort'
      : 'work.sumOver'
  const text = t(word, { sum: total, difference })
  return (
    <span role={props.isLive ? 'status' : undefined}>
      <State kind={sum.fits ? 'good' : 'danger'}>{text}</State>
      {!sum.fits && !props.isLive && <span className="desk-quiet"> {t('work.resplit')}</span>}
    </span>
  )
}
