import type { FileDefinition } from '@zhucan/catalogue'
import { type Column, DataTable, type Option, Panel, Select, State, useFormat, useT } from '@zhucan/ui'
import type { ImportColumn, ImportSheet } from './imports.queries.ts'
import { type ChosenSheet, leaveOut } from './mapping.ts'

const sureFrom = 0.8

/** One sheet of the upload: what it is read as, and the meaning of each column beside samples of its content. */
export function SheetColumns(props: {
  sheet: ImportSheet
  file: FileDefinition
  chosen: ChosenSheet
  onChange: (chosen: ChosenSheet) => void
}) {
  const { sheet, file, chosen, onChange } = props
  const t = useT()
  const format = useFormat()
  const part = chosen.sheet ? file.sheets[chosen.sheet] : undefined
  const columns = useColumns(props)
  return (
    <Panel
      title={t('imports.sheet', { name: sheet.name })}
      note={t('imports.headerRow', { row: String(sheet.headerRow) })}
      flush
      actions={
        <Select
          label={t('imports.sheetAs', { name: sheet.name })}
          hideLabel
          value={chosen.sheet ?? leaveOut}
          onChange={(key) => onChange({ ...chosen, sheet: key === leaveOut ? null : key })}
          options={[
            ...Object.entries(file.sheets).map(([value, { title }]) => ({
              value,
              label: format.label(title),
            })),
            { value: leaveOut, label: t('imports.sheetOut') },
          ]}
        />
      }
    >
      {part ? (
        <DataTable
          caption={t('imports.columnsCaption', { name: sheet.name })}
          columns={columns}
          rows={sheet.columns}
          rowKey={({ index }) => String(index)}
        />
      ) : (
        <p className="imports-left-out">{t('imports.sheetLeft')}</p>
      )}
    </Panel>
  )
}

/** 0 → A, 25 → Z, 26 → AA, as spreadsheets name their columns. */
export function columnLetter(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26))
  return index < 26 ? rest : columnLetter(Math.floor(index / 26) - 1) + rest
}

function useColumns(props: Parameters<typeof SheetColumns>[0]): Column<ImportColumn>[] {
  const { file, chosen, onChange } = props
  const t = useT()
  const format = useFormat()
  const part = chosen.sheet ? file.sheets[chosen.sheet] : undefined
  const options: Option[] = [
    { value: leaveOut, label: t('imports.leaveOut') },
    ...Object.entries(part?.columns ?? {}).map(([key, { label, required }]) => ({
      value: key,
      label: required ? `${format.label(label)} · ${t('imports.required')}` : format.label(label),
    })),
  ]
  const choose = (index: number, key: string) => {
    const { [index]: _before, ...others } = chosen.keys
    onChange({ ...chosen, keys: key === leaveOut ? others : { ...others, [index]: key } })
  }
  return [
    {
      id: 'header',
      header: t('imports.header'),
      isRowHeader: true,
      cell: ({ index, header }) => (
        <span className="imports-header">
          <span className="imports-letter">{columnLetter(index)}</span>
          {header}
        </span>
      ),
    },
    {
      id: 'samples',
      isWide: true,
      header: t('imports.samples'),
      isQuiet: true,
      cell: ({ samples }) => <span className="imports-samples">{samples.slice(0, 3).join(' · ')}</span>,
    },
    {
      id: 'meaning',
      isWide: true,
      header: t('imports.meaning'),
      cell: ({ index, header }) => (
        <Select
          label={t('imports.meaningOf', { header: header || columnLetter(index) })}
          hideLabel
          value={chosen.keys[index] ?? leaveOut}
          onChange={(key) => choose(index, key)}
          options={options}
        />
      ),
    },
    {
      id: 'sure',
      header: t('imports.state'),
      cell: (column) => <Certainty column={column} chosen={chosen.keys[column.index]} />,
    },
  ]
}

function Certainty({ column, chosen }: { column: ImportColumn; chosen: string | undefined }) {
  const t = useT()
  if (!chosen) return <State kind="neutral">{t('imports.left')}</State>
  if (chosen !== column.key || column.confidence >= sureFrom) {
    return <State kind="good">{t(chosen === column.key ? 'imports.sure' : 'imports.byHand')}</State>
  }
  return <State kind="warning">{t('imports.unsure')}</State>
}
