import { resolve } from 'node:path'
import { plainDate, problem } from '@zhucan/kernel'
import type { ServerSettings } from '@zhucan/server'

/** Settings of the HTTP process. */
export interface ApiSettings extends ServerSettings {
  host: string
  /** The first port to try. */
  port: number
  /** Lets a monitoring program on another machine read the figures. */
  metricsToken?: string
}

/** Parse the environment that `zhucan up`, or an operator's own service manager, gives this process. */
export function readSettings(environment: NodeJS.ProcessEnv): ApiSettings {
  const { DATABASE_APP_URL, ZHUCAN_DATA, ZHUCAN_KEYS, ZHUCAN_DEMO, ZHUCAN_DAY, ZHUCAN_PROXIES, HOST, PORT } =
    environment
  if (!DATABASE_APP_URL) throw problem('settings.invalid', { name: 'DATABASE_APP_URL', value: '' })
  return {
    appUrl: DATABASE_APP_URL,
    dataDir: resolve(ZHUCAN_DATA || 'data'),
    keysDir: resolve(ZHUCAN_KEYS || 'keys'),
    host: HOST || '127.0.0.1',
    port: Number(PORT || 8420),
    ...(environment.ZHUCAN_METRICS_TOKEN && { metricsToken: environment.ZHUCAN_METRICS_TOKEN }),
    demo: ZHUCAN_DEMO === '1',
    proxies: (ZHUCAN_PROXIES ?? '').split(/[\s,]+/).filter((address) => address !== ''),
    now: Date.now,
    ...(ZHUCAN_DAY && { day: plainDate(ZHUCAN_DAY) }),
  }
}
