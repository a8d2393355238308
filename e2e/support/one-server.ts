import { after } from 'node:test'
import { startTestRun } from '@zhucan/testing'
import { shareBrowser } from './browser.ts'

let close: (() => Promise<void>) | undefined

/** Gives all journeys of a run one database server and one browser, started by the first that needs them. */
export async function globalSetup(): Promise<void> {
  close = await startTestRun()
  // After the last journey and not in the teardown, which waits until nothing is open any more.
  after(shareBrowser())
}

/** Stops the server of the run. */
export const globalTeardown = async (): Promise<void> => close?.()
