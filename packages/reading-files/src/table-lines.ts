/** Where the text of a paper goes: lines, and rows of tables as one line each with bars between the cells. */
export interface TableLines {
  readonly add: (line: string) => void
  readonly openRow: () => void
  readonly openCell: () => void
  readonly closeRow: () => void
}

/** Letterheads and signatures are often laid out in two cells. */
const fewestCells = 3
/** A cell that holds more is a page laid out as a table, not an entry. */
const longestCell = 300

/** Collects the lines of a paper; a row with one or two cells, or with long ones, stays lines of their own. */
export function collectTableLines(lines: string[]): TableLines {
  const rows: string[][][] = []
  const add = (line: string) => {
    const cell = rows.at(-1)?.at(-1)
    if (cell) cell.push(line)
    else lines.push(line)
  }
  return {
    add,
    openRow: () => void rows.push([]),
    openCell: () => void rows.at(-1)?.push([]),
    closeRow() {
      const row = rows.pop() ?? []
      const cells = row.map((cell) => cell.map((line) => line.trim()).join(''))
      const isRow =
        cells.length >= fewestCells &&
        cells.filter((cell) => cell !== '').length > 1 &&
        cells.every((cell) => cell.length <= longestCell)
      if (isRow) add(cells.map((cell) => cell.replaceAll(/\s*\n\s*/g, '')).join(' | '))
      else for (const line of row.flat()) add(line)
    },
  }
}
