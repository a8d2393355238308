import type { ColumnType, Generated } from 'kysely'

/** A moment; written as an ISO text or a Date. */
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
/** May be left out where a row is made. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

export interface AppointmentTable {
  id: string
  userId: string
  organisationId: string
  role: string
  reach: string | null
  fromDay: Day
  untilDay: Day | null
  createdAt: ColumnType<Date, string | undefined, never>
  madeBy: Optional<string>
  reason: Optional<string>
  endedBy: Optional<string>
  endedAt: Optional<Date>
  endReason: Optional<string>
}

export interface AuthUserTable {
  id: string
  name: string
  email: string
  username: string | null
  createdAt: Moment
  disabledAt: Moment | null
  passwordSetAt: Generated<Date>
  factorGraceFrom: Generated<Date>
}

/** How far a log-in has come: only an open session may ask for anything. */
export type SessionStage = 'new' | 'second-factor' | 'enrol' | 'password' | 'open'

export interface AuthSessionTable {
  id: string
  userId: string
  token: string
  appointmentId: string | null
  stage: SessionStage
  https: boolean
  signedInAt: Moment | null
  lastUsedAt: Moment | null
  confirmedAt: Moment | null
  deviceId: string | null
  device: string | null
  place: string | null
}

export interface AuthAccountTable {
  userId: string
  providerId: string
  password: string | null
}

export interface PasswordHistoryTable {
  userId: string
  hash: string
  setAt: Moment
}

export interface WelcomeLinkTable {
  id: Generated<string>
  tokenHash: Buffer
  userId: Optional<string>
  organisationId: Optional<string>
  role: Optional<string>
  name: Optional<string>
  reach: Optional<string>
  fromDay: Optional<string>
  untilDay: Optional<string>
  madeBy: Optional<string>
  madeAt: Generated<Date>
  expiresAt: Moment
  usedAt: Optional<Date>
  withdrawnAt: Optional<Date>
  confirmedBy: Optional<string>
  confirmedAt: Optional<Date>
  codeHash: Optional<Buffer>
  wrongCodes: Generated<number>
}

/** An office that waits for its second person. */
export interface OfficeWishTable {
  id: string
  userId: string
  organisationId: string
  role: string
  reach: string | null
  fromDay: Day
  untilDay: Day | null
  reason: string
  madeBy: string
  madeAt: Moment
  state: Generated<'waiting' | 'confirmed' | 'refused' | 'withdrawn'>
  decidedBy: Optional<string>
  decidedAt: Optional<Date>
  note: Optional<string>
  appointmentId: Optional<string>
  prolongs: Optional<string>
}

export interface AccountPolicyTable {
  id: string
  value: ColumnType<Record<string, unknown>, string, never>
  changedAt: Moment
  changedBy: string
  reason: string
  proposalId: ColumnType<string | null, string, never>
}

export interface KnownDeviceTable {
  id: string
  userId: string
  tokenHash: Buffer
  name: string
  place: string
  firstSeen: Moment
  lastSeen: Moment
}

export interface SecondFactorTable {
  id: string
  userId: string
  kind: 'totp' | 'passkey'
  name: string
  sealed: Optional<Buffer>
  lastStep: Optional<bigint>
  credentialId: Optional<string>
  rpId: Optional<string>
  publicKey: Optional<Buffer>
  counter: Optional<bigint>
  transports: string[]
  createdAt: Moment
  lastUsedAt: Optional<Date>
}

export interface RecoveryCodeTable {
  userId: string
  codeHash: Buffer
  usedAt: Moment | null
}

export interface AuthChallengeTable {
  sessionId: string
  purpose: 'enrol-totp' | 'enrol-passkey' | 'use-passkey'
  sealed: Buffer
  expiresAt: Moment
}

export interface HandOverTable {
  id: string
  fromUser: string
  toUser: string | null
  lastDay: Day
  reason: string
  given: ColumnType<Record<string, number>, string, never>
  doneBy: string
  doneAt: Moment
}

/** The tables of log-ins, their sessions and their offices. */
export interface AccountTables {
  appointment: AppointmentTable
  authUser: AuthUserTable
  authSession: AuthSessionTable
  authAccount: AuthAccountTable
  passwordHistory: PasswordHistoryTable
  welcomeLink: WelcomeLinkTable
  officeWish: OfficeWishTable
  accountPolicy: AccountPolicyTable
  knownDevice: KnownDeviceTable
  secondFactor: SecondFactorTable
  recoveryCode: RecoveryCodeTable
  authChallenge: AuthChallengeTable
  handOver: HandOverTable
}
