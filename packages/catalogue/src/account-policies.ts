import type { Label } from '@zhucan/kernel'
import type { Role } from './rights.ts'

/** What a password must be; one of these holds for an installation. */
export interface PasswordPolicy {
  readonly label: Label
  readonly note: Label
  /** Fewest characters. */
  readonly minimum: number
  /** How many of the four classes (capitals, small letters, digits, others) must occur; 0 for no such rule. */
  readonly classes: number
  /** After so many days a new one is asked for; null for never. */
  readonly expiryDays: number | null
  /** So many earlier ones may not come back. */
  readonly history: number
}

/**
 * 等保 asks for classes and periodic change, OWASP ASVS 6.2.5 and 6.2.10 forbid both, so the installation chooses.
 * GB/T 22239-2019 names no figures; these are the ones assessors commonly ask for.
 */
export const passwordPolicies = {
  dengbao: {
    label: { zh: '等保口令', en: 'Classified protection (等保)' },
    note: {
      zh: '至少 8 个字符，大写、小写、数字、符号四类中占三类，90 天更换，不得与最近 5 次相同。',
      en: 'At least 8 characters from three of four classes, changed every 90 days, none of the last 5.',
    },
    minimum: 8,
    classes: 3,
    expiryDays: 90,
    history: 5,
  },
  modern: {
    label: { zh: '长口令', en: 'Long passphrase' },
    note: {
      zh: '至少 12 个字符，不强求种类，不定期更换；常见口令一律不收。',
      en: 'At least 12 characters of any kind, never changed without cause; common passwords are refused.',
    },
    minimum: 12,
    classes: 0,
    expiryDays: null,
    history: 0,
  },
} as const satisfies Record<string, PasswordPolicy>

export type PasswordPolicyId = keyof typeof passwordPolicies

/** The rules for log-ins of one installation; the security officer changes them. */
export interface AccountPolicy {
  readonly password: PasswordPolicyId
  readonly secondFactor: FactorDemand
  /** Where a role differs from the rest. */
  readonly secondFactorByRole: Partial<Record<Role, FactorDemand>>
  /** Days in which a second factor may still be set up. */
  readonly graceDays: number
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number
  /** Hours after which a session ends however much it is used. */
  readonly lifeHours: number
}

/** Whether a second factor must be there; one may always set it up. */
export type FactorDemand = 'required' | 'optional'

/** How long a sensitive act may follow a sign-in or a confirmation. */
export const confirmMinutes = 10

/** So many numbers of a day are shown one by one before whoever asks for more shows again who they are. */
export const numbersBeforeConfirm = 10

/** What the values may be. */
export const accountLimits = {
  graceDays: { least: 0, most: 30 },
  idleMinutes: { least: 5, most: 480 },
  lifeHours: { least: 1, most: 24 },
} as const

/** Where an installation begins: strict with real people, easy in the demo. */
export const firstAccountPolicy = (isDemo: boolean): AccountPolicy => ({
  password: isDemo ? 'modern' : 'dengbao',
  secondFactor: isDemo ? 'optional' : 'required',
  secondFactorByRole: {},
  graceDays: 7,
  idleMinutes: isDemo ? 480 : 30,
  lifeHours: 12,
})

/** Whether a role must have a second factor. */
export const needsSecondFactor = (policy: AccountPolicy, role: Role): boolean =>
  (policy.secondFactorByRole[role] ?? policy.secondFactor) === 'required'

/** One ladder of growing waits: nothing for the first tries, then a wait that doubles. */
export interface LockLadder {
  /** Tries in vain that cost nothing. */
  readonly free: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

/**
 * Who is held up after tries in vain. A device that has signed in to the account before stands on a ladder of its own,
 * so that strangers' guesses hold up strangers only.
 */
export const lockLadders = {
  /** One name from one place. */
  accountAndPlace: { free: 5, firstWaitSeconds: 60, longestWaitSeconds: 3_600 },
  /** One name from everywhere: many machines guessing together. */
  account: { free: 20, firstWaitSeconds: 300, longestWaitSeconds: 14_400 },
  /** One place at all names: one password tried on everybody. A whole office may stand behind one address. */
  place: { free: 100, firstWaitSeconds: 60, longestWaitSeconds: 3_600 },
  /** One name from a device it knows. */
  device: { free: 10, firstWaitSeconds: 60, longestWaitSeconds: 900 },
  /** The second step, after the right password. */
  factor: { free: 5, firstWaitSeconds: 60, longestWaitSeconds: 3_600 },
} as const satisfies Record<string, LockLadder>

/** Counts start anew after so long without a try in vain. */
export const guessesForgottenAfterSeconds = 86_400

/** How long one waits after so many tries in vain, in seconds. */
export function waitAfter(ladder: LockLadder, failures: number): number {
  const beyond = failures - ladder.free
  if (beyond < 0) return 0
  return Math.min(ladder.longestWaitSeconds, ladder.firstWaitSeconds * 2 ** Math.min(beyond, 30))
}

/** The name that authenticators and browsers list a log-in under. */
export const productName = '助残 Zhucan'
