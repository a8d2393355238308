/** Where a value about a person can come from. */
export const valueSources = ['staff', 'self', 'visit', 'register', 'list'] as const

/** One of the sources; `register` is the register workbook, `list` a department's list. */
export type ValueSource = (typeof valueSources)[number]

/** Who is believed first where a field has no order of its own: staff who checked, then the person, then files. */
export const usualPrecedence: readonly ValueSource[] = ['staff', 'self', 'visit', 'register', 'list']

const certificate: readonly ValueSource[] = ['register', 'staff', 'self', 'visit', 'list']
const contact: readonly ValueSource[] = ['self', 'visit', 'staff', 'register', 'list']

/**
 * Fields with an order of their own. What the certificate says is decided by the register that printed it;
 * how to reach someone is known best by that person.
 */
export const fieldPrecedence: Readonly<Record<string, readonly ValueSource[]>> = {
  category: certificate,
  level: certificate,
  components: certificate,
  reissue: certificate,
  issuedOn: certificate,
  validTo: certificate,
  certificateState: certificate,
  assessedBy: certificate,
  phone: contact,
  guardianPhone: contact,
}

/** True when the text is one of our sources; the database keeps them as text. */
export const isValueSource = (text: string): text is ValueSource =>
  (valueSources as readonly string[]).includes(text)

/** Place of a source in the order for a field; 0 is believed first. */
export function precedenceOf(field: string, source: ValueSource): number {
  const order = Object.hasOwn(fieldPrecedence, field) ? fieldPrecedence[field]! : usualPrecedence
  return order.indexOf(source)
}
