import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DemoRegion, demoRegions, makeDemo } from '@zhucan/demo'
import { dayInShanghai, type PlainDate } from '@zhucan/kernel'
import {
  type DemoAccount,
  type DemoPlace,
  fillDemo,
  isDemoFilled,
  openServer,
  renewDemoAccounts,
} from '@zhucan/server'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'
import text from './fill-demo.text.json' with { type: 'json' }

const { messages, people } = text
const seed = 1
// Without letters and digits that are taken for one another: the password is read from a terminal and typed.
const characters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** What the demo is to be. */
export interface DemoWish {
  persons: number
  day: PlainDate | undefined
}

/** Gives the demo its people on the first start and new log-ins on every start; they are printed and kept 0600. */
export async function prepareDemo(
  appUrl: string,
  settings: Settings,
  wish: DemoWish,
  out: Output,
): Promise<void> {
  const { dataDir, keysDir, now } = settings
  const opened = await openServer({
    appUrl,
    dataDir,
    keysDir,
    demo: true,
    now,
    ...(wish.day && { day: wish.day }),
  })
  try {
    const places = demoPlaces([...demoRegions(wish.persons)])
    const accounts = await renewDemoAccounts(opened, places, makePassword)
    const clerk = places[0]!.username
    if (!(await isDemoFilled(opened.server, clerk))) {
      const folder = join(dataDir, 'demo')
      out.note(messages.making, { persons: wish.persons })
      await makeDemo({ persons: wish.persons, seed, day: wish.day ?? dayInShanghai(now()), out: folder })
      await fillDemo(opened.server, clerk, folder, (step) =>
        'file' in step ? out.note(messages.taking, { file: step.file }) : out.note(messages.screening),
      )
    }
    await tell(accounts, dataDir, out)
  } finally {
    await opened.close()
  }
}

/** One office a level: the county and its city, two townships that must not see each other, one village. */
function demoPlaces(regions: DemoRegion[]): DemoPlace[] {
  const at = (level: number, nth = 0) => regions.filter((r) => r.level === level)[nth]!
  const regionOf = { city: at(2), county: at(3), township: at(4), otherTownship: at(4, 1), village: at(5) }
  return people.map(({ place, ...person }) => {
    const region = regionOf[place as keyof typeof regionOf]
    return {
      ...person,
      role: person.role as DemoPlace['role'],
      region: region.code,
      organisation: `${region.name}${person.office}`,
    }
  })
}

const makePassword = (): string =>
  Array.from({ length: 14 }, () => characters[randomInt(characters.length)]).join('')

async function tell(accounts: DemoAccount[], dataDir: string, out: Output): Promise<void> {
  const path = join(dataDir, 'demo-accounts.json')
  await writeFile(path, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  out.say(messages.accounts, { path })
  for (const { username, password, organisation } of accounts) {
    out.line(`  ${username.padEnd(14)}${password}   ${organisation}`)
  }
}
