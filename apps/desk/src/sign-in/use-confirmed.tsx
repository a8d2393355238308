import { useQuery } from '@tanstack/react-query'
import { Dialog, useT } from '@zhucan/ui'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { ApiProblem, post } from '../app/http.ts'
import { PasswordProof, ProofForm } from './proof-form.tsx'
import { askStep, type Proof } from './sign-in.queries.ts'

const sendConfirm = (proof: Proof) => post<unknown>('/api/auth/confirm', proof)

/**
 * Runs an act that may ask to show again who one is: then a window asks, and the act is tried once more. `window` has to be
 * drawn by the page.
 */
export function useConfirmed(): {
  confirmed: <T>(act: () => Promise<T>) => Promise<T>
  window: ReactNode
} {
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<{ go: () => void; stop: () => void } | null>(null)
  const confirmed = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'access.confirm-needed') throw error
      await new Promise<void>((resolve, reject) => {
        waiting.current = { go: resolve, stop: () => reject(error) }
        setOpen(true)
      })
      return act()
    }
  }, [])
  const close = (isDone: boolean) => {
    setOpen(false)
    if (isDone) waiting.current?.go()
    else waiting.current?.stop()
    waiting.current = null
  }
  return {
    confirmed,
    window: <ConfirmWindow isOpen={isOpen} onClose={() => close(false)} onDone={() => close(true)} />,
  }
}

function ConfirmWindow(props: { isOpen: boolean; onClose: () => void; onDone: () => void }) {
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
