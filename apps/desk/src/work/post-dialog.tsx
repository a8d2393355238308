import { Button, Dialog, ProblemSummary, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { problemOf } from '../app/http.ts'

/** A window that ends in one request: what went wrong stands first, the way out stays. */
export function PostDialog(props: {
  title: string
  submit: string
  look?: 'centre' | 'side'
  post: { error: Error | null; isPending: boolean }
  isDisabled: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const t = useT()
  const { error, isPending } = props.post
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={props.onClose}
      look={props.look ?? 'side'}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={props.isDisabled}
            onPress={props.onSubmit}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {error && <ProblemSummary code={problemOf(error).code} params={problemOf(error).params} />}
        {props.children}
      </div>
    </Dialog>
  )
}
