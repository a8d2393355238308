import { DownloadIcon, Link, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useMay } from '../app/session.ts'
import { ClearFormDownload } from './clear-form-download.tsx'

/** The people of a list as a workbook to fill in and send back; numbers in clear are asked for apart. */
export function RegisterFormDownload({
  filter,
}: {
  filter: Readonly<Record<string, string | number | undefined>>
}) {
  const t = useT()
  const mayTake = useMay('import.download-form')
  const maySeeNumbers = useMay('person.reveal')
  if (!mayTake) return null
  const { page: _page, sort: _sort, kind: _kind, ...narrowed } = filter
  const href = (numbers: string) => address('/api/v1/register/workbook', { ...narrowed, numbers })
  return (
    <>
      <Link look="secondary" icon={<DownloadIcon />} download="" href={href('masked')}>
        {t('imports.form.download')}
      </Link>
      {maySeeNumbers && <ClearFormDownload href={href('clear')} />}
    </>
  )
}
