import type { Block } from '@zhucan/papers'
import { Button, RemoveIcon, Select, SortDownIcon, SortUpIcon, TextField, useT } from '@zhucan/ui'

interface BlockProps {
  block: Block
  place: number
  isFirst: boolean
  isLast: boolean
  onChange: (block: Block) => void
  onRemove: () => void
  onMove: (by: -1 | 1) => void
}

/** One piece of the body as a form, with what moves and removes it. */
export function BlockEditor({ block, place, isFirst, isLast, onChange, onRemove, onMove }: BlockProps) {
  const t = useT()
  return (
    <fieldset className="paper-block" data-kind={block.kind}>
      <legend>{t('papers.blockOf', { place, kind: t(`papers.block.${block.kind}`) })}</legend>
      <Fields block={block} onChange={onChange} />
      <div className="paper-block-acts">
        <Button
          variant="quiet"
          iconOnly
          icon={<SortUpIcon />}
          isDisabled={isFirst}
          onPress={() => onMove(-1)}
        >
          {t('papers.moveUp', { place })}
        </Button>
        <Button
          variant="quiet"
          iconOnly
          icon={<SortDownIcon />}
          isDisabled={isLast}
          onPress={() => onMove(1)}
        >
          {t('papers.moveDown', { place })}
        </Button>
        <Button variant="quiet" iconOnly icon={<RemoveIcon />} onPress={onRemove}>
          {t('papers.remove', { place })}
        </Button>
      </div>
    </fieldset>
  )
}

function Fields({ block, onChange }: Pick<BlockProps, 'block' | 'onChange'>) {
  const t = useT()
  if (block.kind === 'table') return <TableFields table={block} onChange={onChange} />
  if (block.kind === 'paragraph') {
    return (
      <TextField
        label={t('papers.text')}
        rows={Math.min(8, Math.max(2, Math.ceil(block.text.length / 26)))}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
        maxLength={5000}
      />
    )
  }
  return (
    <>
      <div className="paper-heading">
        <Select
          label={t('papers.level')}
          options={levels.map((level) => ({ value: String(level), label: t(`papers.level.${level}`) }))}
          value={String(block.level)}
          onChange={(next) => onChange({ ...block, level: levels.find((one) => String(one) === next) ?? 1 })}
        />
        <TextField
          label={t('papers.heading')}
          value={block.text}
          onChange={(text) => onChange({ ...block, text })}
          maxLength={300}
        />
      </div>
      {(block.level > 1 || block.follows) && (
        <TextField
          label={t('papers.follows')}
          hint={t('papers.followsHint')}
          optional
          rows={2}
          value={block.follows ?? ''}
          onChange={(follows) => onChange({ ...block, follows })}
          maxLength={5000}
        />
      )}
    </>
  )
}

const levels = [1, 2, 3, 4] as const
const cells = (text: string): string[] => text.split('|').map((cell) => cell.trim())

type Table = Extract<Block, { kind: 'table' }>

/** A table is typed as lines of cells; the sheet shows it at once. */
function TableFields({ table, onChange }: { table: Table; onChange: (table: Table) => void }) {
  const t = useT()
  const setLabels = (text: string) => {
    const labels = cells(text).slice(0, 10)
    const columns = labels.map((label, at) => ({ ...(table.columns[at] ?? plain), label }))
    if (columns.length > 0) onChange({ ...table, columns })
  }
  const setRows = (text: string) =>
    onChange({ ...table, rows: text.split('\n').map((line) => cells(line).slice(0, table.columns.length)) })
  return (
    <>
      <TextField
        label={t('papers.caption')}
        optional
        value={table.caption}
        onChange={(caption) => onChange({ ...table, caption })}
        maxLength={300}
      />
      <TextField
        label={t('papers.columns')}
        hint={t('papers.cellsHint')}
        defaultValue={table.columns.map(({ label }) => label).join(' | ')}
        onChange={setLabels}
      />
      <TextField
        label={t('papers.rows')}
        rows={5}
        defaultValue={table.rows.map((row) => row.join(' | ')).join('\n')}
        onChange={setRows}
      />
    </>
  )
}

const plain = { width: 20, align: 'centre' } as const
