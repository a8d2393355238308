import { startTestRun } from '@zhucan/testing'

let close: (() => Promise<void>) | undefined

/** Gives all journeys of a run one database server, started by the first that needs it. */
export async function globalSetup(): Promise<void> {
  close = await startTestRun()
}

/** Stops the server of the run. */
export const globalTeardown = async (): Promise<void> => close?.()
