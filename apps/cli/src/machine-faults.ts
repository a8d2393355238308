import { type Problem, problem } from '@zhucan/kernel'

const noRoom = new Set(['ENOSPC', 'EDQUOT'])
const notOurs = new Set(['EACCES', 'EPERM', 'EROFS'])

/** What the machine has too little of, or does not allow, as a Problem its owner can act on; null for any other fault. */
export function machineFault(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null
  const { code = '', path = '' } = error as NodeJS.ErrnoException
  if (noRoom.has(code)) return problem('analysis.disk-full')
  if (notOurs.has(code)) return problem('file.not-writable', { path })
  if (code === 'ENOMEM' || /failed to map segment|cannot allocate memory/i.test(error.message))
    return problem('analysis.out-of-memory')
  return null
}
