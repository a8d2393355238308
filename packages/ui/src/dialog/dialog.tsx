import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from '../button/button.tsx'
import { CloseIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './dialog.css'

/** A window over the page: traps the focus, closes on Escape, gives the focus back. `side` docks it to the edge. */
export function Dialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  role?: 'dialog' | 'alertdialog'
  look?: 'centre' | 'side'
}) {
  const t = useT()
  return (
    <ModalOverlay
      className="zc-dialog-veil"
      data-look={props.look ?? 'centre'}
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      isDismissable={props.role !== 'alertdialog'}
    >
      <Modal className="zc-dialog-box">
        <AriaDialog className="zc-dialog" role={props.role ?? 'dialog'}>
          <header className="zc-dialog-head">
            <Heading slot="title" className="zc-dialog-title">
              {props.title}
            </Heading>
            <Button variant="quiet" iconOnly icon={<CloseIcon />} onPress={props.onClose}>
              {t('ui.close')}
            </Button>
          </header>
          <div className="zc-dialog-body">{props.children}</div>
          {props.footer && <footer className="zc-dialog-foot">{props.footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Asks before something that cannot be taken back easily; the safe answer comes first in the reading order. */
export function ConfirmDialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void
  confirm: string
  children: ReactNode
  isDangerous?: boolean
}) {
  const t = useT()
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      footer={
        <>
          <Button onPress={props.onClose} autoFocus>
            {t('ui.cancel')}
          </Button>
          <Button
            variant={props.isDangerous ? 'danger' : 'primary'}
            onPress={() => {
              props.onClose()
              props.onConfirm()
            }}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  )
}
