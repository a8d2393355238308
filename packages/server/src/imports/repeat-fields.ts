/** Fields a register may speak of. A field's place is its bit in the database, so it never changes; new ones go last. */
const fields = [
  'name',
  'sex',
  'birth',
  'ethnicity',
  'category',
  'level',
  'components',
  'issuedOn',
  'validTo',
  'certificateState',
  'hukouRegion',
  'residenceRegion',
  'address',
  'phone',
  'householdNumber',
  'relationToHead',
  'hukouKind',
  'guardianName',
  'guardianPhone',
  'guardianRelation',
  'maritalStatus',
  'education',
  'employment',
  'bankName',
  'bankAccount',
  'selfCare',
  'assessedBy',
  'notes',
  'reissue',
  'isCarer',
] as const

const bits = new Map<string, bigint>(fields.map((field, place) => [field, 1n << BigInt(place)]))

/** The fields as one number. */
export function fieldBits(names: Iterable<string>): bigint {
  let sum = 0n
  for (const name of names) sum |= bits.get(name) ?? 0n
  return sum
}

/** The fields behind a number. */
export const fieldsOf = (sum: bigint): string[] => fields.filter((field) => (sum & bits.get(field)!) !== 0n)
