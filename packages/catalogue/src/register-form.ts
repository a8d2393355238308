import { categories, type Label, levels } from '@zhucan/kernel'
import type { ColumnDefinition } from './define-file.ts'
import { yesNo } from './directory-sheet.ts'
import { exportWords } from './export-columns.ts'

/** Marks of a register workbook that went out as a form; a returned file is known by them, whatever it is called. */
export const formMarks = {
  /** Name of the hidden sheet, and text of its first cell. */
  sheet: 'zhucan-form',
  /** Heading of the hidden column with each row's key. */
  key: 'zhucan-key',
  /** Grows when a form's columns change their meaning. */
  template: 1,
} as const

/** Columns whose values identify somebody or are secret: in clear only where that was asked for and is allowed. */
export const formNumbers: ReadonlySet<string> = new Set([
  'idNumber',
  'certificateNumber',
  'phone',
  'guardianPhone',
  'bankAccount',
])

/** Where a column's cell differs between what was sent, what is there now and what came back. */
export const cellOutcomes = {
  change: { zh: '表中已改', en: 'Changed in the form' },
  system: { zh: '系统中已改，表中未改', en: 'Changed here, not in the form' },
  conflict: { zh: '两边都改了', en: 'Changed in both' },
  cleared: { zh: '表中清空，保留原值', en: 'Cleared in the form, kept' },
  masked: { zh: '遮住的号码不能在表中改', en: 'A masked number cannot be changed in the form' },
} as const satisfies Record<string, Label>

export type CellOutcome = keyof typeof cellOutcomes

/** The page in front of the form: how to fill it in. `{who}`, `{day}`, `{count}` are filled in. */
export const formInstructions: { readonly title: Label; readonly lines: readonly Label[] } = {
  title: { zh: '填写说明', en: 'How to fill in' },
  lines: [
    {
      zh: '由 {who} 于 {day} 导出，共 {count} 人。含个人信息，仅限名册核对使用，不得转发。',
      en: 'Sent out by {who} on {day}, {count} people. Personal data, for checking the register only; do not pass on.',
    },
    {
      zh: '直接在“持证残疾人”“家庭成员”两张表中改，存盘后从“导入”传回。没改的单元格不会有任何影响。',
      en: 'Change cells in the sheets of certificate holders and family members, save, and upload the file under “Import”. Cells you leave alone change nothing.',
    },
    {
      zh: '新增的人写在最下面，隐藏的第一列留空。删去一行不会删去这个人。',
      en: 'Add new people below and leave the hidden first column empty. Deleting a row does not delete the person.',
    },
    {
      zh: '可以排序、筛选、调整列的次序、增加自己的列。工作表有保护但没有密码，排序前可先取消保护。',
      en: 'You may sort, filter, move columns and add your own. The sheet is protected without a password; lift that before sorting.',
    },
    {
      zh: '不要复制带有隐藏列的整行来新增人员，也不要改隐藏列的内容，否则该行会被退回。',
      en: 'Do not copy whole rows with their hidden column to add people and do not change that column, or the row is refused.',
    },
    {
      zh: '清空单元格不会清空系统中的值。带星号的号码不能在表中修改。',
      en: 'Clearing a cell does not clear the value in the system. Numbers with asterisks cannot be changed here.',
    },
  ],
}

/** The words of a column's drop-down, or undefined where anything may be typed. */
export function formChoices(column: ColumnDefinition): string[] | undefined {
  if (column.kind === 'choice') return column.choices?.map(({ label }) => label.zh)
  if (column.kind === 'category') return categories.map(({ label }) => label.zh)
  if (column.kind === 'level') return levels.map(({ label }) => label.zh)
  if (column.kind === 'sex') return [exportWords.male!.zh, exportWords.female!.zh]
  if (column.kind === 'yesNo') return [yesNo.yes.zh, yesNo.no.zh]
  return undefined
}

/** A stored value as the form writes it, in words that the import reads back. */
export function formText(column: ColumnDefinition, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (column.kind === 'choice')
    return column.choices?.find((one) => one.value === value)?.label.zh ?? String(value)
  if (column.kind === 'category')
    return categories.find(({ code }) => code === value)?.label.zh ?? String(value)
  if (column.kind === 'level') return levels.find(({ code }) => code === value)?.label.zh ?? String(value)
  if (column.kind === 'sex') return exportWords[String(value)]?.zh ?? String(value)
  if (column.kind === 'yesNo') return value === true ? yesNo.yes.zh : yesNo.no.zh
  return String(value)
}
