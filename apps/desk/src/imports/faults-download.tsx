import { DownloadIcon, Link, useSpeech } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useMay } from '../app/session.ts'

/** The faulty rows as a workbook, each faulty cell marked, to be corrected and uploaded again. */
export function FaultsDownload({ id }: { id: string }) {
  const { t, locale } = useSpeech()
  if (!useMay('import.download-faults')) return null
  return (
    <>
      <Link
        look="secondary"
        href={address(`/api/v1/imports/${id}/faults.xlsx`, { lang: locale === 'en' ? 'en' : 'zh' })}
        download=""
        icon={<DownloadIcon />}
      >
        {t('imports.downloadFaults')}
      </Link>
      <span className="desk-quiet desk-small">{t('imports.downloadNote')}</span>
    </>
  )
}
