import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  DownloadIcon,
  FactList,
  FileDrop,
  Link,
  Panel,
  ProblemSummary,
  useFormat,
  useNotify,
  useSpeech,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { post, problemOf, upload } from '../app/http.ts'

interface Checked {
  readonly id: string
  readonly counts: Readonly<Record<string, number>>
  readonly faults: readonly { readonly row: number; readonly column: string; readonly code: string }[]
}

const counts = [
  'rows',
  'faulty',
  'newAssociations',
  'newTerms',
  'replacedChairs',
  'unchanged',
  'notInFile',
] as const

const faultCodes = [
  'region-unknown',
  'region-ambiguous',
  'region-not-village',
  'nobody-named',
  'name-invalid',
  'day-invalid',
  'phone-invalid',
  'two-chairs',
  'row-twice',
] as const

/** A workbook is checked first; only a look at what it changes takes it in. */
export function DirectoryImport() {
  const { t } = useSpeech()
  const notify = useNotify()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: (file: File) => upload<Checked>('/api/v1/directory-imports', file, false),
  })
  const close = useMutation({
    mutationFn: ({ id, act }: { id: string; act: 'apply' | 'discard' }) =>
      post(`/api/v1/directory-imports/${id}/${act}`, {}),
    onSuccess: async (_answer, { act }) => {
      check.reset()
      await queries.invalidateQueries({ queryKey: ['directory'] })
      if (act === 'apply') notify({ kind: 'good', text: t('organisations.applied') })
    },
  })
  const problem = check.error ?? close.error
  return (
    <div className="desk-stack">
      {problem && <ProblemSummary {...problemOf(problem)} />}
      {check.data ? (
        <Preview
          checked={check.data}
          isPending={close.isPending}
          onAct={(act) => close.mutate({ id: check.data.id, act })}
        />
      ) : (
        <Panel title={t('organisations.importTitle')}>
          <FileDrop
            label={t('organisations.importTitle')}
            hint={t('organisations.importHint')}
            button={t('organisations.chooseFile')}
            accept={['.xlsx', '.csv']}
            onFiles={([file]) => file && check.mutate(file)}
            isDisabled={check.isPending}
          />
        </Panel>
      )}
    </div>
  )
}

function Preview(props: { checked: Checked; isPending: boolean; onAct: (act: 'apply' | 'discard') => void }) {
  const { t, locale } = useSpeech()
  const format = useFormat()
  const { id, counts: found, faults } = props.checked
  const columns: Column<Checked['faults'][number] & { key: string }>[] = [
    { id: 'row', header: t('organisations.row'), isRowHeader: true, cell: ({ row }) => format.number(row) },
    {
      id: 'fault',
      header: t('organisations.fault'),
      isWide: true,
      cell: ({ code }) => {
        const known = faultCodes.find((one) => one === code)
        return known ? t(`organisations.fault.${known}`) : code
      },
    },
  ]
  return (
    <Panel title={t('organisations.preview')}>
      <div className="desk-stack">
        <FactList
          facts={counts.map((name) => ({
            label: t(`organisations.count.${name}`),
            value: format.number(found[name] ?? 0),
          }))}
        />
        <div className="desk-row">
          <Button variant="primary" isPending={props.isPending} onPress={() => props.onAct('apply')}>
            {t('organisations.apply')}
          </Button>
          <Button onPress={() => props.onAct('discard')}>{t('organisations.discard')}</Button>
          {faults.length > 0 && (
            <Link
              look="secondary"
              download=""
              icon={<DownloadIcon />}
              href={address(`/api/v1/directory-imports/${id}/faults.xlsx`, {
                lang: locale === 'en' ? 'en' : 'zh',
              })}
            >
              {t('organisations.faultsDownload')}
            </Link>
          )}
        </div>
        {faults.length > 0 && (
          <DataTable
            caption={t('organisations.faults')}
            showCaption
            columns={columns}
            rows={faults.map((fault) => ({ ...fault, key: `${fault.row} ${fault.column} ${fault.code}` }))}
            rowKey={({ key }) => key}
          />
        )}
      </div>
    </Panel>
  )
}
