import { DownloadIcon, Link, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'

/** The faulty rows as a workbook, each faulty cell marked, to be corrected and uploaded again. */
export function FaultsDownload({ id }: { id: string }) {
  const t = useT()
  if (!useMay('import.download-faults')) return null
  return (
    <>
      <Link look="secondary" href={`/api/v1/imports/${id}/faults.xlsx`} download="" icon={<DownloadIcon />}>
        {t('imports.downloadFaults')}
      </Link>
      <span className="desk-quiet desk-small">{t('imports.downloadNote')}</span>
    </>
  )
}
