import { isIP } from 'node:net'
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { productName } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { newUuid, type Server } from '../platform/index.ts'
import {
  type ChallengePurpose,
  dropChallenge,
  findChallenge,
  insertPasskey,
  keepChallenge,
  keepPasskeyUse,
  listPasskeys,
} from './second-factors.store.ts'

/** Where the browser says it is; the front door has compared it with the host it reached. */
export interface Site {
  origin: string
  host: string
}

/** Who asks and by which session. */
export interface Asker {
  sessionId: string
  user: { id: string; username: string; name: string }
  site: Site
}

/** The site of a request; null where no passkey can be used: browsers know them by a host name, over https or on the machine itself. */
export function siteOf(origin: string | undefined): Site | null {
  if (!origin || !URL.canParse(origin)) return null
  const { hostname, protocol } = new URL(origin)
  if (isIP(hostname) !== 0 || hostname.startsWith('[')) return null
  return protocol === 'https:' || hostname === 'localhost' ? { origin, host: hostname } : null
}

/** What the browser is asked for to make a passkey. */
export async function startPasskey(server: Server, { sessionId, user, site }: Asker) {
  const known = await listPasskeys(server, user.id, site.host)
  const options = await generateRegistrationOptions({
    rpName: productName,
    rpID: site.host,
    userName: user.username,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.id),
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.credentialId ?? '' })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
  await keep(server, { sessionId, purpose: 'enrol-passkey', challenge: options.challenge })
  return options
}

/** Keeps the passkey that the browser made. Problems 'access.wrong-code', 'access.step-expired'. */
export async function finishPasskey(
  server: Server,
  { sessionId, user, site }: Asker,
  answer: { response: RegistrationResponseJSON; name: string },
): Promise<void> {
  const expectedChallenge = await take(server, sessionId, 'enrol-passkey')
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer.response,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: false,
  }).catch(() => ({ verified: false, registrationInfo: undefined }))
  if (!verified || !registrationInfo) throw problem('access.wrong-code')
  const { credential } = registrationInfo
  await insertPasskey(server, {
    id: newUuid(server),
    userId: user.id,
    name: answer.name,
    credentialId: credential.id,
    rpId: site.host,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
  })
}

/** What the browser is asked for to use a passkey; null where the user has none for this host. */
export async function askForPasskey(server: Server, { sessionId, user, site }: Asker) {
  const known = await listPasskeys(server, user.id, site.host)
  if (known.length === 0) return null
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'preferred',
    allowCredentials: known.map((passkey) => ({
      id: passkey.credentialId ?? '',
      transports: passkey.transports as AuthenticatorTransportFuture[],
    })),
  })
  await keep(server, { sessionId, purpose: 'use-passkey', challenge: options.challenge })
  return options
}

/** Whether a passkey answered what this session asked. Problem 'access.step-expired'. */
export async function takePasskey(
  server: Server,
  { sessionId, user, site }: Asker,
  response: AuthenticationResponseJSON,
): Promise<boolean> {
  const expectedChallenge = await take(server, sessionId, 'use-passkey')
  const known = await listPasskeys(server, user.id, site.host)
  const passkey = known.find((one) => one.credentialId === response.id)
  if (!passkey?.credentialId || !passkey.publicKey) return false
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: false,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter ?? 0n),
    },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!verified || !authenticationInfo) return false
  await keepPasskeyUse(server, passkey.id, authenticationInfo.newCounter)
  return true
}

const sealContext = (sessionId: string) => `auth_challenge:${sessionId}`

async function keep(
  server: Server,
  question: { sessionId: string; purpose: ChallengePurpose; challenge: string },
): Promise<void> {
  const { sessionId, purpose, challenge } = question
  const sealed = server.keyring.seal(challenge, sealContext(sessionId))
  await keepChallenge(server, { sessionId, purpose, sealed })
}

async function take(server: Server, sessionId: string, purpose: ChallengePurpose): Promise<string> {
  const asked = await findChallenge(server, sessionId, purpose)
  if (!asked) throw problem('access.step-expired')
  await dropChallenge(server, sessionId, purpose)
  return server.keyring.openText(asked.sealed, sealContext(sessionId))
}
