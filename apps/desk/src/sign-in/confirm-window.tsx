import { useQuery } from '@tanstack/react-query'
import { Dialog, useT } from '@zhucan/ui'
import { post } from '../app/http.ts'
import { PasswordProof, ProofForm } from './proof-form.tsx'
import { askStep, type Proof } from './sign-in.queries.ts'

const sendConfirm = (proof: Proof) => post<unknown>('/api/auth/confirm', proof)

/** Asks to show again who one is, by the second factor or, where there is none, the password. */
export function ConfirmWindow(props: { isOpen: boolean; onClose: () => void; onDone: () => void }) {
  const t = useT()
  const { data } = useQuery({
    queryKey: ['sign-in-step'],
    queryFn: askStep,
    staleTime: 0,
    enabled: props.isOpen,
  })
  return (
    <Dialog title={t('security.confirmTitle')} isOpen={props.isOpen} onClose={props.onClose}>
      <div className="desk-stack">
        <p>{t('security.confirmNote')}</p>
        {data &&
          (data.hasFactor ? (
            <ProofForm methods={data.methods ?? []} send={sendConfirm} onDone={props.onDone} />
          ) : (
            <PasswordProof send={sendConfirm} onDone={props.onDone} />
          ))}
      </div>
    </Dialog>
  )
}
