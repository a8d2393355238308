import { DropZone, type DropZoneProps } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { Button } from '../button/button.tsx'
import { UploadIcon } from '../icon/icons.ts'
import './file-drop.css'

type DropEvent = Parameters<NonNullable<DropZoneProps['onDrop']>>[0]

/** Takes files by button, by dragging or by pasting. The button alone is enough. */
export function FileDrop(props: {
  label: string
  hint: string
  button: string
  accept: readonly string[]
  onFiles: (files: File[]) => void
  isDisabled?: boolean
  /** For a form that has a louder button of its own. */
  isQuiet?: boolean
}) {
  const take = async (event: DropEvent) => {
    const files = await Promise.all(
      event.items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : [])),
    )
    if (files.length > 0) props.onFiles(files)
  }
  return (
    <DropZone
      className="zc-file-drop"
      aria-label={props.label}
      onDrop={take}
      isDisabled={props.isDisabled ?? false}
    >
      <UploadIcon />
      <p className="zc-file-drop-label">{props.label}</p>
      <FileTrigger
        acceptedFileTypes={[...props.accept]}
        onSelect={(files) => files && files.length > 0 && props.onFiles([...files])}
      >
        <Button variant={props.isQuiet ? 'secondary' : 'primary'} isDisabled={props.isDisabled ?? false}>
          {props.button}
        </Button>
      </FileTrigger>
      <p className="zc-file-drop-hint">{props.hint}</p>
    </DropZone>
  )
}
