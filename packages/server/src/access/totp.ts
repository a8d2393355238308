import { productName } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { Secret, TOTP } from 'otpauth'
import { newUuid, type Server } from '../platform/index.ts'
import {
  dropChallenge,
  findChallenge,
  findTotp,
  keepChallenge,
  replaceTotp,
  takeTotpStep,
} from './second-factors.store.ts'

const issuer = productName
const secretBytes = 20
const period = 30
/** One step before and after: phones' clocks are half a minute wrong. */
const window = 1

const sealContext = (userId: string) => `second_factor.totp:${userId}`

const totpOf = (secret: Secret, username: string) =>
  new TOTP({ issuer, label: username, algorithm: 'SHA1', digits: 6, period, secret })

/** Begins to set up an authenticator: the secret as text and as the address that its picture carries. */
export async function startTotp(
  server: Server,
  sessionId: string,
  user: { id: string; username: string },
): Promise<{ secret: string; uri: string }> {
  const bytes = server.random(secretBytes)
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer as ArrayBuffer })
  const sealed = server.keyring.seal(secret.base32, sealContext(user.id))
  await keepChallenge(server, { sessionId, purpose: 'enrol-totp', sealed })
  return { secret: secret.base32, uri: totpOf(secret, user.username).toString() }
}

/** Ends setting up an authenticator by a first code from it. Problems 'access.wrong-code', 'access.step-expired'. */
export async function finishTotp(
  server: Server,
  sessionId: string,
  user: { id: string; username: string },
  answer: { code: string; name: string },
): Promise<void> {
  const asked = await findChallenge(server, sessionId, 'enrol-totp')
  if (!asked) throw problem('access.step-expired')
  const secret = server.keyring.openText(asked.sealed, sealContext(user.id))
  const lastStep = stepOf(server, secret, answer.code)
  if (lastStep === null) throw problem('access.wrong-code')
  await replaceTotp(server, {
    id: newUuid(server),
    userId: user.id,
    name: answer.name,
    sealed: asked.sealed,
    lastStep,
  })
  await dropChallenge(server, sessionId, 'enrol-totp')
}

/** Whether a code is right now and was not used before. */
export async function takeTotpCode(server: Server, userId: string, code: string): Promise<boolean> {
  const factor = await findTotp(server, userId)
  if (!factor?.sealed) return false
  const step = stepOf(server, server.keyring.openText(factor.sealed, sealContext(userId)), code)
  return step !== null && takeTotpStep(server, factor.id, step)
}

/** The time step a code belongs to; null where it is wrong or too old. */
function stepOf(server: Pick<Server, 'now'>, secret: string, code: string): number | null {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = server.now()
  const delta = totpOf(Secret.fromBase32(secret), '').validate({ token, timestamp, window })
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta
}
