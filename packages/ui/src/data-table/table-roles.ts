/**
 * The roles that a table has by itself. Said again because on narrow screens rows are laid out as cards, and browsers
 * drop the meaning of a table whose display changes.
 */
export const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
} as const
