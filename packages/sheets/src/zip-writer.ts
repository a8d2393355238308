import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One part being written; `write` gives a promise when the reader behind it is slower, to be awaited. */
export interface PartWriter {
  write(text: string): Promise<void> | undefined
  end(): Promise<void>
}

/** A zip written straight to a stream, one part after the other. */
export interface ZipWriter {
  part(name: string): PartWriter
  /** Resolves once every byte has left for the stream; rejects with the stream's error. */
  finish(): Promise<void>
}

const bufferBytes = 256 * 1024
/** Level 1 writes a register three times as fast as level 6 and a fifth larger. */
const compressionLevel = 1
/** One moment for all parts: the same rows give the same bytes, and a file says nothing about its hour. */
const partTime = new Date(Date.UTC(2000, 0, 1))

/** Starts a zip on `output`; its errors reject whatever is being awaited, so that no writer hangs. */
export function createZipWriter(output: Writable): ZipWriter {
  const zip = new ZipFile()
  // The types name the oldest interface; the library documents a PassThrough.
  const done = pipeline(zip.outputStream as PassThrough, output)
  const failed = done.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)
  return {
    part(name) {
      const stream = new PassThrough({ highWaterMark: bufferBytes })
      zip.addReadStream(stream, name, { compressionLevel, mtime: partTime })
      return {
        write(text) {
          if (stream.write(text)) return undefined
          return Promise.race([once(stream, 'drain'), failed]).then(() => undefined)
        },
        async end() {
          stream.end()
          await Promise.race([once(stream, 'end'), failed])
        },
      }
    },
    async finish() {
      zip.end()
      await done
    },
  }
}
