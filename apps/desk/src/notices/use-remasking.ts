import { useNotify, useT } from '@zhucan/ui'
import {
  type MaskedPlace,
  type Remask,
  type Remasked,
  useRemask,
  type WholeNotice,
} from './notices.queries.ts'

/** Masks words and takes masks off; each can be taken back at once. It belongs to the page, which outlives its forms. */
export function useRemasking(notice: WholeNotice) {
  const t = useT()
  const notify = useNotify()
  const { mutate, error, isPending, variables, reset } = useRemask(notice)
  const tell = ({ places, items, work, papers, left }: Remasked, act: Remask['act'], undo: () => void) => {
    const changed = t(`notices.said.${act}`, { places })
    const taken = items + work > 0 ? t('notices.said.taken', { items, work }) : ''
    const drafted = papers > 0 ? t('notices.said.papers', { papers }) : ''
    const isLeft = act === 'mask' && left > 0
    const elsewhere = isLeft ? t('notices.said.left', { left }) : ''
    const text = `${changed}${taken}${drafted}${elsewhere}`.trim()
    notify({ kind: isLeft ? 'notice' : 'good', text, undo })
  }
  const run = (wanted: Remask, back: Remask, after?: () => void) =>
    mutate(wanted, {
      onSuccess: (done) => {
        tell(done, wanted.act, () => run(back, wanted))
        after?.()
      },
    })
  const mask = (wanted: Omit<Extract<Remask, { act: 'mask' }>, 'act'>, after?: () => void) => {
    const { start, everywhere } = wanted
    const reason = t('notices.undoneMask')
    run({ act: 'mask', ...wanted }, { act: 'unmask', start, everywhere, reason }, after)
  }
  const unmask = (
    { start, end, kind }: MaskedPlace,
    { everywhere, reason }: { everywhere: boolean; reason: string },
    after?: () => void,
  ) => run({ act: 'unmask', start, everywhere, reason }, { act: 'mask', start, end, kind, everywhere }, after)
  return { mask, unmask, fault: error, isPending, at: variables?.start, reset }
}
