import { useQueryClient } from '@tanstack/react-query'
import { Dialog, useT } from '@zhucan/ui'
import { useEffect, useState } from 'react'
import { SignInForm } from '../sign-in/sign-in-form.tsx'
import { onSessionEnded } from './query-client.ts'

/** When the session ends while somebody works, they sign in over the page and lose nothing. */
export function SessionDialog() {
  const t = useT()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => onSessionEnded(() => setOpen(true)), [])
  return (
    <Dialog title={t('signIn.sessionEnded')} isOpen={isOpen} onClose={() => setOpen(false)}>
      <p>{t('signIn.sessionEndedNote')}</p>
      <SignInForm
        onSignedIn={() => {
          setOpen(false)
          void queryClient.invalidateQueries()
        }}
      />
    </Dialog>
  )
}
