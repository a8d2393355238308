import { useQuery } from '@tanstack/react-query'
import { useT } from '@zhucan/ui'
import { post } from '../app/http.ts'
import { SetPasswordForm } from './set-password-form.tsx'
import { askStep, type StepAnswer } from './sign-in.queries.ts'

/** A password that is too old is changed in the middle of the log-in. */
export function ExpiredPasswordForm({ onNext }: { onNext: (answer: StepAnswer) => void }) {
  const t = useT()
  const { data: step } = useQuery({ queryKey: ['sign-in-step'], queryFn: askStep, staleTime: 0 })
  if (!step) return null
  return (
    <SetPasswordForm
      policy={step.passwordPolicy}
      username={step.username}
      submitLabel={t('security.continue')}
      send={(password) => post<StepAnswer>('/api/auth/expired-password', { password })}
      onNext={onNext}
    />
  )
}
