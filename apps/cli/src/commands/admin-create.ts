import { isRole, type Role, roles } from '@zhucan/catalogue'
import { databaseState, openDatabase } from '@zhucan/db'
import { formatMoment } from '@zhucan/i18n'
import { fullRegionCode, nation } from '@zhucan/kernel'
import { inviteAdministrator, openServer } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'
import { prepareDatabase } from '../up/prepare-database.ts'
import { runningUrl, serverUrl } from '../up/server-file.ts'
import { wrongUse } from '../wrong-use.ts'
import words from './admin-create.text.json' with { type: 'json' }
import upWords from './up.text.json' with { type: 'json' }

const { messages } = words

/** Who is invited, and into which office. */
interface Invitation {
  organisation: string
  region: string
  role: Role
}

export default defineCommand({
  options: {
    role: { type: 'string', default: 'system-officer' },
    region: { type: 'string', default: nation },
    organisation: { type: 'string', default: messages.organisation.zh },
  },
  async run({ values, settings, out }) {
    const { role, organisation } = values
    if (!isRole(role)) throw wrongUse('role', { known: Object.keys(roles).join(', '), role })
    const url = (await runningUrl(settings.dataDir)) ?? serverUrl(settings.host, settings.port)
    const invitation = { organisation, region: fullRegionCode(values.region), role }
    const { token, expiresAt } = await invite(settings, invitation, out)
    const link = `${url}/welcome?token=${token}`
    const moment = expiresAt.toISOString()
    const until = { zh: formatMoment(moment, 'zh-CN'), en: formatMoment(moment, 'en') }
    out.say(messages.link, { zhUntil: until.zh, enUntil: until.en })
    out.line(link)
    if (role === 'system-officer') out.say(messages.next)
    out.answer({ link, expiresAt })
    return 0
  },
})

/** Beside a running program its database is joined; else it is started for as long as this takes. */
async function invite(settings: Settings, invitation: Invitation, out: Output) {
  const { dataDir, keysDir, databaseUrl, databaseAppUrl, now } = settings
  const where = { dataDir, secretsDir: keysDir, databaseUrl, databaseAppUrl }
  const database = await openDatabase({ ...where, whenRunning: 'join' })
  try {
    const { isNew } = await databaseState(database.ownerUrl)
    if (isNew) {
      const phases = upWords.messages
      await prepareDatabase(database, settings, { demo: false, persons: 0, out, phases })
    }
    const opened = await openServer({ appUrl: database.appUrl, keysDir, dataDir, demo: false, now })
    return await inviteAdministrator(opened.server, invitation).finally(opened.close)
  } finally {
    await database.stop()
  }
}
