import { Button, DownloadIcon, useSpeech } from '@zhucan/ui'
import { lazy, Suspense } from 'react'
import { useMay } from '../app/session.ts'
import { useOpenByAddress } from '../app/use-open-by-address.ts'
import type { ExportKind } from './exports.queries.ts'

const ExportDialog = lazy(() =>
  import('./export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
)

/** What is exported: the list as its address narrows it. */
export interface Exported {
  what: ExportKind
  filter: Readonly<Record<string, string | number | undefined>>
  /** The right by which numbers may be in it, if any. */
  numberRight?: string
}

/** Takes a list along: asks what for, says how much it is and whether a colleague must approve. */
export function ExportButton(props: Exported & { label?: string }) {
  const { t } = useSpeech()
  const mayExport = useMay('export.create')
  const [isOpen, setOpen] = useOpenByAddress('export')
  if (!mayExport) return null
  return (
    <>
      <Button icon={<DownloadIcon />} onPress={() => setOpen(true)}>
        {props.label ?? t('exports.export')}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
