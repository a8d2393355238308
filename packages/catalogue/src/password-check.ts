import type { PasswordPolicy } from './account-policies.ts'
import { commonPasswords, commonWords } from './common-passwords.ts'

/** A rule a password can break; the form says each while one types. `recent` is known to the server only. */
export type PasswordRule = 'minimum' | 'classes' | 'common' | 'own-name' | 'recent'

/** Whose password it is: a name in it is a guess away. */
export interface PasswordOwner {
  readonly username: string
  readonly name?: string
}

const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]
/** So many characters must be left once common words, digits and repetitions are taken away. */
const leastOwn = 4

/** The rules that hold for a policy, in the order a form lists them. */
export const passwordRules = (policy: PasswordPolicy): PasswordRule[] => [
  'minimum',
  ...(policy.classes > 0 ? (['classes'] as const) : []),
  'common',
  'own-name',
  ...(policy.history > 0 ? (['recent'] as const) : []),
]

/** The rules that a password breaks. */
export function brokenPasswordRules(
  policy: PasswordPolicy,
  password: string,
  owner: PasswordOwner,
): PasswordRule[] {
  const found: PasswordRule[] = []
  if ([...password].length < policy.minimum) found.push('minimum')
  if (classes.filter((one) => one.test(password)).length < policy.classes) found.push('classes')
  if (isCommonPassword(password)) found.push('common')
  if (holdsName(password, owner)) found.push('own-name')
  return found
}

/** Whether the first tries of everybody who guesses would find it: a list, and what people make of common words. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase().normalize('NFKC')
  if (commonPasswords.has(plain)) return true
  const unmasked = plain.replaceAll('@', 'a').replaceAll('$', 's').replaceAll('0', 'o').replaceAll('3', 'e')
  return [plain, unmasked].some((form) => ownPart(form).length < leastOwn)
}

function ownPart(password: string): string {
  let rest = password
  for (const word of commonWords) rest = rest.replaceAll(word, '')
  return new Set(rest.replaceAll(/[\p{Nd}\p{P}\p{S}\s]/gu, '')).size < leastOwn
    ? ''
    : rest.replaceAll(/[\p{Nd}\p{P}\p{S}\s]/gu, '')
}

function holdsName(password: string, owner: PasswordOwner): boolean {
  const plain = password.toLowerCase()
  return [owner.username, owner.name ?? ''].some((name) => {
    const known = name.trim().toLowerCase()
    // A short user name such as `li` occurs in honest words.
    return [...known].length >= (/\p{Script=Han}/u.test(known) ? 2 : 4) && plain.includes(known)
  })
}
