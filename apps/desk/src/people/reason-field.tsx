import { TextField, useT } from '@zhucan/ui'

/** Where a reason is written that the audit keeps. */
export function ReasonField(props: {
  id: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}) {
  const t = useT()
  return <TextField {...props} label={t('people.reason')} hint={t('people.reasonHint')} rows={2} />
}

/** Whether it is one. */
export const isReason = (text: string): boolean => text.trim().length >= 2
