import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { takeFindings } from './look.ts'

/** Where pictures go; git leaves the folder alone. */
export const outputFolder = join(import.meta.dirname, '..', 'output')

/** A step of many pages takes half a minute on a quiet machine; a busy one gets its time. */
const longest = process.env.E2E_SLOWDOWN === undefined ? 240_000 : 900_000

/** The steps of a journey, one after the other. */
export interface Journey {
  /** Something later steps build on; when it fails, they are not tried. */
  does(name: string, work: () => Promise<void>): void
  /** Something that is only looked at; the journey goes on without it. */
  sees(name: string, work: () => Promise<void>): void
}

/** Starts a journey; when a step fails, a picture of each page tells what was seen. */
export function journey(pages: () => readonly Page[]): Journey {
  let stoppedAt: string | null = null
  const step = (name: string, isNeeded: boolean, work: () => Promise<void>) =>
    it(name, { timeout: longest }, async (test) => {
      if (stoppedAt !== null) return test.skip(`not reached: the journey failed at "${stoppedAt}"`)
      try {
        await work()
      } catch (error) {
        if (isNeeded) stoppedAt = name
        takeFindings()
        await takePictures(name, pages()).catch(() => undefined)
        throw error
      }
      const findings = takeFindings()
      if (findings.length > 0) throw new Error(`${findings.length} found\n${findings.join('\n')}`)
    })
  return {
    does: (name, work) => void step(name, true, work),
    sees: (name, work) => void step(name, false, work),
  }
}

async function takePictures(name: string, pages: readonly Page[]): Promise<void> {
  await mkdir(outputFolder, { recursive: true })
  const base = name.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
  for (const [index, page] of pages.entries()) {
    if (page.isClosed()) continue
    await page.screenshot({ path: join(outputFolder, `failed-${base}-${index}.png`), timeout: 5_000 })
  }
}
