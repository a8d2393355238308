import { makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import type { County } from './county.ts'

/** Five people of the register, one digit of each number wrong, and one nobody knows. */
export async function deathsWithWrongNumbers(county: County): Promise<string> {
  const people = (await county.truth('people'))
    .filter(({ imported, certificate }) => imported === '1' && certificate !== '')
    .slice(0, 5)
  const lines = people.map(
    ({ name, id18 }) =>
      `${name},${id18!.slice(0, 15)}${(Number(id18![15]) + 3) % 10}${id18!.slice(16)},2026-02-03`,
  )
  return ['死者姓名,死者身份证号,死亡日期', ...lines, '欧阳无名,990101193001019999,2026-02-03'].join('\n')
}

/** Somebody of the register once more, under another number. */
export async function someoneAgain(county: County): Promise<string> {
  const people = await county.truth('people')
  const { name, id18, hukou } = people.find(
    ({ imported, certificate }) => imported === '1' && certificate !== '',
  )!
  const born = plainDate(`${id18!.slice(6, 10)}-${id18!.slice(10, 12)}-${id18!.slice(12, 14)}`)
  const number = makeIdNumber('990188', born, Number(id18!.slice(14, 17)))
  const line = [name, number, makeCertificateNumber(number, 'physical', 2), hukou, '2030-01-01']
  return ['姓名,身份证号,残疾人证号,户籍地,有效期至', line.join(',')].join('\n')
}
