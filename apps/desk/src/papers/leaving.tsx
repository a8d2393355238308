import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog, useT } from '@zhucan/ui'

/** Asks before a page with unsaved text is left; its own tabs may be changed freely. */
export function Leaving({ isChanged }: { isChanged: boolean }) {
  const t = useT()
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <ConfirmDialog
      title={t('papers.leaveTitle')}
      isOpen
      isDangerous
      onClose={leaving.reset}
      onConfirm={leaving.proceed}
      confirm={t('papers.leave')}
    >
      <p>{t('papers.leaveNote')}</p>
    </ConfirmDialog>
  )
}
