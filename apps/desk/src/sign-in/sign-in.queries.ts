import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { get, post } from '../app/http.ts'

/** What a log-in has to do next; `open` when it is done. */
export type Step = 'second-factor' | 'password' | 'enrol' | 'open'
/** A second factor that can be used here. */
export type Method = 'totp' | 'passkey'

/** What the server says after each step. */
export interface StepAnswer {
  readonly step: Step
  readonly methods?: readonly Method[]
  readonly recoveryCodes?: readonly string[]
  readonly offices?: number
}

/** What shows that it is you: one of these. */
export type Proof = { code: string } | { recoveryCode: string } | { password: string } | { passkey: object }

/** Sends the name and password of a log-in. */
export const signIn = (username: string, password: string) =>
  post<StepAnswer>('/api/auth/sign-in', { username, password })

/** Where a log-in stands, after a page was loaded anew. */
export const askStep = () =>
  post<StepAnswer & { username: string; passwordPolicy: string; hasFactor: boolean }>('/api/auth/step', {})

/** Sends the second step of a log-in. */
export const sendSecondFactor = (proof: Proof) => post<StepAnswer>('/api/auth/second-factor', proof)

/** Lets the browser use a passkey for what the server asks. */
export async function askPasskey(): Promise<Proof> {
  const { options } = await post<{ options: PublicKeyCredentialRequestOptionsJSON }>(
    '/api/auth/passkey-question',
    {},
  )
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return { passkey: await startAuthentication({ optionsJSON: options }) }
}

/** Lets the browser make a passkey and gives it to the server. */
export async function makePasskey(name: string): Promise<StepAnswer> {
  const { options } = await post<{ options: PublicKeyCredentialCreationOptionsJSON }>(
    '/api/auth/enrol/passkey',
    {},
  )
  const { startRegistration } = await import('@simplewebauthn/browser')
  const response = await startRegistration({ optionsJSON: options })
  return post<StepAnswer>('/api/auth/enrol/passkey/finish', { name, response })
}

/** The offices one may choose among once a log-in is open. */
export const askOffices = () =>
  get<{
    offices: {
      id: string
      roleLabel: { zh: string; en: string }
      organisation: string
      isHere: boolean
    }[]
  }>('/api/v1/me')

/** Whether this address can use passkeys: browsers want a host name, over https or on the machine itself. */
export const canUsePasskeys = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname)
