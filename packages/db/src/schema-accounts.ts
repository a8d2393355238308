import type { ColumnType, Generated } from 'kysely'

/** A moment; written as an ISO text or a Date. */
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string

export interface AppointmentTable {
  id: string
  userId: string
  organisationId: string
  role: string
  reach: string | null
  fromDay: Day
  untilDay: Day | null
  createdAt: ColumnType<Date, string | undefined, never>
  madeBy: ColumnType<string | null, string | null | undefined, string | null>
  reason: ColumnType<string | null, string | null | undefined, string | null>
  endedBy: ColumnType<string | null, string | null | undefined, string | null>
  endedAt: ColumnType<Date | null, Date | null | undefined, Date | null>
  endReason: ColumnType<string | null, string | null | undefined, string | null>
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

export interface WelcomeLinkTable {
  id: Generated<string>
  tokenHash: Buffer
  userId: string | null
  organisationId: string | null
  role: string | null
  name: string | null
  reach: string | null
  fromDay: Day | null
  untilDay: Day | null
  madeBy: string | null
  madeAt: Moment
  expiresAt: Moment
  usedAt: Moment | null
  withdrawnAt: Moment | null
}

export interface AccountPolicyTable {
  id: string
  value: ColumnType<Record<string, unknown>, string, never>
  changedAt: Moment
  changedBy: string
  reason: string
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
  sealed: Buffer | null
  lastStep: bigint | null
  credentialId: string | null
  publicKey: Buffer | null
  counter: bigint | null
  transports: string[]
  createdAt: Moment
  lastUsedAt: Moment | null
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
  welcomeLink: WelcomeLinkTable
  accountPolicy: AccountPolicyTable
  knownDevice: KnownDeviceTable
  secondFactor: SecondFactorTable
  recoveryCode: RecoveryCodeTable
  authChallenge: AuthChallengeTable
  handOver: HandOverTable
}
