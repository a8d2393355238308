import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { ConfirmDialog } from './dialog.tsx'

function Confirm() {
  const text = useExampleText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('example.delete')}</Button>
      <ConfirmDialog
        title={text('example.dialogTitle')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={() => setOpen(false)}
        confirm={text('example.delete')}
        isDangerous
      >
        <p>{text('example.dialogText')}</p>
      </ConfirmDialog>
    </>
  )
}

/** States of dialog. */
export const examples: ExampleSet = {
  component: 'dialog',
  examples: [{ name: 'confirm', Show: Confirm }],
}
