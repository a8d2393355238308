import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '@zhucan/catalogue'
import { addDays, problem, regionRange } from '@zhucan/kernel'
import {
  createLogin,
  findLogin,
  findUser,
  insertAppointment,
  insertOrganisation,
  setPassword,
} from '../access/index.ts'
import { takeFile } from '../imports/index.ts'
import { countRegion } from '../indicators/index.ts'
import { inSession, type Server } from '../platform/index.ts'
import { findLatestScreening, screenRegion } from '../screening/index.ts'
import type { openServer } from '../start.ts'
import { followPlan } from './demo-chain.ts'
import { checkNotice } from './demo-notice.ts'
import { workOnClues } from './demo-work.ts'

/** One log-in of the demo and where it works. */
export interface DemoAccount {
  username: string
  password: string
  role: Role
  organisation: string
}

/** A person of the demo and where they work. */
export interface DemoPlace {
  role: Role
  username: string
  name: string
  region: string
  organisation: string
}

/** Sets a new password for each demo log-in, making those that are missing. Nothing of them outlives the next start. */
export async function renewDemoAccounts(
  { server, accounts }: Awaited<ReturnType<typeof openServer>>,
  places: DemoPlace[],
  makePassword: () => string,
): Promise<DemoAccount[]> {
  const organisations = new Map<string, string>()
  const renewed: DemoAccount[] = []
  for (const place of places) {
    const password = makePassword()
    const known = await findLogin(server.db, place.username)
    if (known) await setPassword(accounts, known, password)
    else {
      const userId = await createLogin(accounts, { ...place, password })
      const organisationId = organisations.get(place.region) ?? (await makeOrganisation(server, place))
      organisations.set(place.region, organisationId)
      // A year ago, so that their work of the last weeks was theirs to do.
      const before = { ...server, day: () => addDays(server.day(), -365) }
      await insertAppointment(before, { userId, organisationId, role: place.role })
    }
    renewed.push({ username: place.username, password, role: place.role, organisation: place.organisation })
  }
  return renewed
}

const makeOrganisation = (server: Server, place: DemoPlace): Promise<string> =>
  insertOrganisation(server, {
    name: place.organisation,
    region: place.region,
    reach: [regionRange(place.region)],
  })

/** What the filling of the demo is busy with: a file, or the rules. */
export type DemoStep = { file: string } | { screening: true }

/** Fills an empty demo with its register and lists through the very import the clerk uses, then runs the rules. */
export async function fillDemo(
  server: Server,
  clerk: string,
  folder: string,
  onStep: (step: DemoStep) => void,
): Promise<void> {
  const userId = await findLogin(server.db, clerk)
  const user = userId === null ? null : await findUser(server, userId)
  if (!user) throw problem('access.no-appointment')
  const lists = (await readdir(join(folder, 'lists'))).sort().map((name) => join(folder, 'lists', name))
  for (const file of [join(folder, 'register.xlsx'), ...lists]) {
    onStep({ file })
    await takeFile(server, user, file)
  }
  onStep({ screening: true })
  await screenRegion(server, user.id)
  await workOnClues(server, user.id)
  await checkNotice(server, user.id)
  await followPlan(server, user.id)
  await countRegion(server, user.id)
}

/** Whether the demo holds people already. */
export async function isDemoFilled(server: Server, clerk: string): Promise<boolean> {
  const userId = await findLogin(server.db, clerk)
  const user = userId === null ? null : await findUser(server, userId)
  if (!user) return false
  return (await inSession(server, user, findLatestScreening)) !== undefined
}
