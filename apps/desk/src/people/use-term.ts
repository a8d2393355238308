import { useFormat, useT } from '@zhucan/ui'

/** From when until when an office is held, in words. */
export function useTerm(): (office: { fromDay: string; untilDay: string | null }) => string {
  const t = useT()
  const format = useFormat()
  return ({ fromDay, untilDay }) =>
    untilDay === null
      ? t('people.term', { from: format.day(fromDay) })
      : t('people.termEnds', { from: format.day(fromDay), until: format.day(untilDay) })
}
