import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { problem } from '@zhucan/kernel'
import { keyIdLength, keyNamed, type SealKey } from './seal.ts'
import { deriveKey } from './sm3.ts'
import { builtInCtr } from './sm4-ctr.ts'

/*
 * A sealed stream: scheme (1) | key id (4) | nonce (16) | records. Each record is up to 64 KiB of SM4-CTR
 * ciphertext and 16 bytes of HMAC-SM3 over context, header, place in the stream and whether it is the last.
 * All records but the last are full, so a cut, a swap or anything appended breaks a mac.
 */
const scheme = 2
const headerLength = 1 + keyIdLength + 16
const tagLength = 16
const chunkLength = 64 * 1024
const recordLength = chunkLength + tagLength

/** Keys of one stream: each stream has its own, so counters may start at zero. */
interface StreamKeys {
  encryption: Buffer
  authentication: Buffer
  /** What every mac begins with: context and header. */
  bound: Buffer
}

/** Encrypts what passes through; the context must be given again to open it. */
export function sealingStream(key: SealKey, context: string): Transform {
  const header = Buffer.concat([Buffer.from([scheme]), key.idBytes, randomBytes(16)])
  const keys = streamKeys(key, header, context)
  let index = 0
  const cutter = cutInto(chunkLength)
  const seal = (chunk: Buffer, isLast: boolean) => sealRecord(keys, index++, chunk, isLast)
  const stream = transform(
    (data) => cutter.push(data).map((chunk) => seal(chunk, false)),
    () => [seal(cutter.rest(), true)],
  )
  stream.push(header)
  return stream
}

/**
 * Decrypts what passes through, giving out only verified bytes. Errors: 'seal.truncated' when the end is
 * missing, 'seal.broken' for any other change or another context, 'key.unknown'.
 */
export function openingStream(keys: ReadonlyMap<string, SealKey>, context: string): Transform {
  let opened: StreamKeys | null = null
  let index = 0
  let head = Buffer.alloc(0)
  const cutter = cutInto(recordLength)
  const open = (record: Buffer, isLast: boolean) => openRecord(opened as StreamKeys, index++, record, isLast)
  return transform(
    (data) => {
      if (opened !== null) return cutter.push(data).map((record) => open(record, false))
      head = Buffer.concat([head, data])
      if (head.length < headerLength) return []
      opened = keysOf(keys, head.subarray(0, headerLength), context)
      return cutter.push(head.subarray(headerLength)).map((record) => open(record, false))
    },
    () => {
      if (opened === null) throw problem('seal.truncated')
      return [open(cutter.rest(), true)]
    },
  )
}

function keysOf(keys: ReadonlyMap<string, SealKey>, header: Buffer, context: string): StreamKeys {
  if (header[0] !== scheme) throw problem('seal.broken')
  return streamKeys(keyNamed(keys, header.subarray(1, 1 + keyIdLength)), header, context)
}

function streamKeys(key: SealKey, header: Buffer, context: string): StreamKeys {
  const nonce = header.toString('hex', 1 + keyIdLength)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(context))
  return {
    encryption: deriveKey(key.master, `stream/encrypt/${nonce}`, 16),
    authentication: deriveKey(key.master, `stream/authenticate/${nonce}`),
    bound: Buffer.concat([length, Buffer.from(context), header]),
  }
}

function sealRecord(keys: StreamKeys, index: number, chunk: Buffer, isLast: boolean): Buffer {
  const cipher = builtInCtr(keys.encryption, counterOf(index), chunk)
  return Buffer.concat([cipher, recordTag(keys, index, cipher, isLast)])
}

function openRecord(keys: StreamKeys, index: number, record: Buffer, isLast: boolean): Buffer {
  if (record.length < tagLength) throw problem('seal.truncated')
  const cipher = record.subarray(0, -tagLength)
  const tag = record.subarray(-tagLength)
  if (timingSafeEqual(tag, recordTag(keys, index, cipher, isLast))) {
    return builtInCtr(keys.encryption, counterOf(index), cipher)
  }
  const isCutBehind = isLast && timingSafeEqual(tag, recordTag(keys, index, cipher, false))
  throw problem(isCutBehind ? 'seal.truncated' : 'seal.broken')
}

/** Record number in the upper half; the lower half counts the blocks inside the record. */
function counterOf(index: number): Buffer {
  const counter = Buffer.alloc(16)
  counter.writeBigUInt64BE(BigInt(index), 0)
  return counter
}

function recordTag(keys: StreamKeys, index: number, cipher: Buffer, isLast: boolean): Buffer {
  const place = Buffer.alloc(9)
  place.writeBigUInt64BE(BigInt(index), 0)
  place[8] = isLast ? 1 : 0
  const mac = createHmac('sm3', keys.authentication).update(keys.bound).update(place).update(cipher)
  return mac.digest().subarray(0, tagLength)
}

/** Collects bytes into pieces of one size; a full piece is held back until more follows, since it may be the last. */
function cutInto(size: number) {
  let parts: Buffer[] = []
  let held = 0
  return {
    push(data: Buffer): Buffer[] {
      parts.push(data)
      held += data.length
      if (held <= size) return []
      const all = Buffer.concat(parts)
      const pieces: Buffer[] = []
      let at = 0
      for (; all.length - at > size; at += size) pieces.push(all.subarray(at, at + size))
      parts = [all.subarray(at)]
      held = all.length - at
      return pieces
    },
    rest: () => Buffer.concat(parts),
  }
}

function transform(onData: (data: Buffer) => Buffer[], onEnd: () => Buffer[]): Transform {
  const answer = (stream: Transform, work: () => Buffer[], done: TransformCallback) => {
    try {
      for (const piece of work()) stream.push(piece)
      done()
    } catch (error) {
      done(error as Error)
    }
  }
  return new Transform({
    transform(data: Buffer, _encoding, done) {
      answer(this, () => onData(data), done)
    },
    flush(done) {
      answer(this, onEnd, done)
    },
  })
}
