import { withoutValues } from '@zhucan/analysis'
import { type Problem, type ProblemCode, problem } from '@zhucan/kernel'

/** What Spark said when something failed, as Python caught it. */
export interface SparkFault {
  /** Class of the error in Python. */
  readonly kind: string
  /** Spark's own name of the condition, where it has one. */
  readonly condition: string | null
  /** The whole text, cut. */
  readonly text: string
  /** What Java names as the first cause. */
  readonly cause: string | null
  /** The pyspark that was asked, where Python came so far. */
  readonly version?: string
}

/** Where a fault came up. */
export interface FaultPlace {
  readonly master: string
  /** The folder that all machines share. */
  readonly folder: string
  /** Whether the session was still to be opened. */
  readonly isStart: boolean
  /** The end of what Spark wrote on its error output. */
  readonly log: string
}

interface Sign {
  readonly code: ProblemCode
  /** What only this failure says, in the error or in the log. */
  readonly words: RegExp
}

/** The first that fits names the failure; a full disk and a full memory bring the others with them, so they come first. */
const signs: readonly Sign[] = [
  { code: 'match.engine-no-space', words: /No space left on device|Disk quota exceeded/ },
  {
    code: 'match.engine-no-driver-memory',
    // What a task threw says whose it was; without one it was the driver's own.
    words:
      /Not enough memory to build and broadcast|spark\.driver\.maxResultSize|INVALID_DRIVER_MEMORY|^(?!.*Lost task).*OutOfMemoryError/s,
  },
  {
    code: 'match.engine-no-memory',
    words:
      /OutOfMemoryError|exited with code 5[02]\b|exit(?:ed with)? (?:code|status):? 137\b|OOMKilled|running beyond (?:physical|virtual) memory|UNABLE_TO_ACQUIRE_MEMORY|INVALID_EXECUTOR_MEMORY/,
  },
  {
    code: 'match.engine-folder-not-seen',
    words: /FILE_NOT_EXIST|PATH_NOT_FOUND|Mkdirs failed to create|Permission denied|AccessDeniedException/,
  },
  { code: 'match.engine-workers-lost', words: /ExecutorLostFailure|Master removed our application/ },
]

/** What is wrong at the start shows in the log; what Spark throws afterwards says less. */
const startSigns: readonly Sign[] = [
  { code: 'match.engine-no-python', words: /^spawn .* (?:ENOENT|EACCES)$/m },
  { code: 'match.engine-no-pyspark', words: /No module named '(?:pyspark|py4j)/ },
  {
    code: 'match.engine-no-java',
    words: /JAVA_HOME is not set|bin\/java: (?:No such file|Permission denied)|UnsupportedClassVersionError/,
  },
  { code: 'match.engine-too-old', words: /PYSPARK_TOO_OLD/ },
  { code: 'match.engine-other-version', words: /local class incompatible|InvalidClassException/ },
  { code: 'match.engine-refused', words: /Outbox is stopped/ },
  { code: 'match.engine-not-reached', words: /Failed to connect to master|UnknownHostException/ },
  // A master of a later version takes the call and never answers it.
  { code: 'match.engine-silent', words: /All masters are unresponsive/ },
]

/** What a failure of Spark means to whoever asked: what happened and what to do. */
export function problemOf(fault: SparkFault, { master, folder, isStart, log }: FaultPlace): Problem {
  const place = { engine: 'spark', place: master }
  const { version = '?' } = fault
  const said = `${fault.condition ?? ''}\n${fault.text}\n${fault.cause ?? ''}`
  const fits = (text: string, all: readonly Sign[]) => all.find(({ words }) => words.test(text))?.code
  const ended = isJavaGone(fault) ? fits(log, signs) : undefined
  const code = fits(said, signs) ?? ended ?? (isStart ? fits(`${said}\n${log}`, startSigns) : undefined)
  if (code === 'match.engine-folder-not-seen') return problem(code, { ...place, folder })
  if (code !== undefined && ofVersion.includes(code)) return problem(code, { ...place, version })
  if (code !== undefined) return problem(code, place)
  const reason = wordsOf(fault, log)
  return problem(isStart ? 'match.engine-not-available' : 'match.engine-failed', { ...place, reason })
}

const ofVersion: readonly ProblemCode[] = [
  'match.engine-too-old',
  'match.engine-other-version',
  'match.engine-silent',
]

/** Java, the driver, went away in the midst of work; Python then knows only that nobody answers. */
function isJavaGone({ kind }: SparkFault): boolean {
  return kind === 'Py4JNetworkError' || kind === 'PYTHON_ENDED' || /^Connection\w*Error$/.test(kind)
}

/** A fault in words that hold no data: what the log names as the reason, else the first cause. */
function wordsOf(fault: SparkFault, log: string): string {
  if (isJavaGone(fault) && fault.kind !== 'PYTHON_ENDED') return 'Java, the driver of Spark, ended'
  const known = fault.condition === 'JAVA_GATEWAY_EXITED' ? whyJavaFailed : /Reason: (.+)/g
  const reason = [...log.matchAll(known)].at(-1)?.[1]
  if (reason !== undefined) return sentence(withoutValues(reason).slice(0, 300))
  const message = withoutValues(firstLine(fault.cause ?? fault.text))
  const name = fault.kind === 'PYTHON_ENDED' ? 'Python ended' : (fault.condition ?? fault.kind)
  return sentence(`${name}: ${message}`.slice(0, 600))
}

/** The text around it brings its own full stop. */
const sentence = (text: string) => text.replace(/[.\s]+$/, '')

/** Java that could not start says so in a line of its own. */
const whyJavaFailed =
  /^(?:Exception in thread "main" )?((?:[\w.]+Exception: |Invalid |Unrecognized |JAVA_HOME |.*not found|.*No such file).*)$/gm

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? ''
}
