import { useQueryClient } from '@tanstack/react-query'
import { Dialog, useT } from '@zhucan/ui'
import { SignInForm } from '../sign-in/sign-in-form.tsx'

/** Signs in over the page, so that nothing on it is lost. */
export function SessionDialog(props: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const queryClient = useQueryClient()
  return (
    <Dialog title={t('signIn.sessionEnded')} isOpen={props.isOpen} onClose={props.onClose}>
      <p>{t('signIn.sessionEndedNote')}</p>
      <SignInForm
        onSignedIn={() => {
          props.onClose()
          void queryClient.invalidateQueries()
        }}
      />
    </Dialog>
  )
}
