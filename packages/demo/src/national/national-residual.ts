import { spoil } from '../linkage/linkage-faults.ts'
import { randomOf } from '../random.ts'

/** Somebody of a list without usable numbers, as he or she really is. */
export interface ResidualRow {
  readonly i: bigint
  readonly register_row: bigint | null
  readonly 姓名: string
  readonly 性别: string
  readonly 出生日期: string
  readonly 户籍地区划: string
  readonly 详细地址: string
  readonly 联系电话: string
  readonly 身份证号: string
}

/** Columns of such a list as a table; `register_row` is the truth. */
export const residualColumns = {
  i: 'BIGINT',
  register_row: 'BIGINT',
  姓名: 'VARCHAR',
  性别: 'VARCHAR',
  出生日期: 'VARCHAR',
  户籍地区划: 'VARCHAR',
  详细地址: 'VARCHAR',
  联系电话: 'VARCHAR',
  身份证号: 'VARCHAR',
} as const

/** Writes somebody as a list without good numbers does: name, sex, birth, region, address, telephone, number. */
export function nationalResidual(seed: number, row: ResidualRow): (string | null)[] {
  const random = randomOf(seed, 'residual', Number(row.i))
  const isPlaced = !random.chance(0.03)
  const cells = [
    spoil(random, 'name', row.姓名),
    random.chance(0.01) ? '' : row.性别,
    spoil(random, 'birth', row.出生日期),
    isPlaced ? row.户籍地区划 : '',
    isPlaced ? row.详细地址 : '',
    spoil(random, 'phone', row.联系电话),
    spoil(random, 'number', row.身份证号),
  ]
  return cells.map((cell) => cell || null)
}
