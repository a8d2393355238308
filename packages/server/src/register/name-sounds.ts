import { housekeeper, inSession, type Server } from '../platform/index.ts'
import { findUnreadNames, insertSounds } from './name-sounds.store.ts'
import { readName } from './read-name.ts'

const batch = 1_000

/**
 * Reads the names that are new in the register, a thousand at a time, each batch its own short transaction; gives up
 * between two of them when told to. What is left is read the next time.
 */
export async function readNewNames(server: Server, stop?: AbortSignal): Promise<number> {
  let count = 0
  for (let after = ''; !stop?.aborted; ) {
    const names = await inSession(server, housekeeper, async (ctx) => {
      const found = await findUnreadNames(ctx, after, batch)
      await insertSounds(ctx, found.flatMap(readName))
      return found
    })
    count += names.length
    if (names.length < batch) break
    after = names.at(-1) ?? ''
  }
  return count
}
