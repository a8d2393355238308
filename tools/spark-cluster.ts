import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A standalone cluster on this machine. */
export interface Cluster {
  readonly master: string
  /** Where each worker keeps what its executors do. */
  readonly workers: readonly string[]
  /** Processes that work for a session now; Linux only. */
  executors(): number[]
  stop(): Promise<void>
}

/** Settings of a session on it: nothing but this machine, and no more parts of a shuffle than cores. */
export const localSettings = {
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.sql.shuffle.partitions': '2',
} as const

const shortLivedJava = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

/** Settings of a session that ends before what Java compiles best would pay. */
export const shortLived = {
  'spark.driver.extraJavaOptions': shortLivedJava,
  'spark.executor.extraJavaOptions': shortLivedJava,
} as const

/** Starts a master and workers of one core each, every one a process of its own, and waits until all are known. */
export async function startCluster(
  home: string,
  dir: string,
  { workers = 2, memory = '1g' }: { workers?: number; memory?: string } = {},
): Promise<Cluster> {
  const port = await freePort()
  const master = `spark://127.0.0.1:${port}`
  const start = (name: string, part: string, ...args: string[]) =>
    startDaemon(home, join(dir, name), part, ['--host', '127.0.0.1', '--webui-port', '0', ...args])
  const head = start('master', 'master.Master', '--port', String(port))
  const running = [head]
  const stop = async () => {
    for (const child of running.toReversed()) await stopDaemon(child)
  }
  try {
    await heard(head, /I have been elected leader/, 1)
    const known = heard(head, /Registering worker/, workers)
    const folders = Array.from({ length: workers }, (_, at) => join(dir, `worker-${at + 1}`))
    for (const [at, folder] of folders.entries())
      running.push(
        start(
          `worker-${at + 1}`,
          'worker.Worker',
          '--cores',
          '1',
          '--memory',
          memory,
          '--work-dir',
          folder,
          master,
        ),
      )
    await known
    const executors = () => running.slice(1).flatMap(({ pid }) => (pid === undefined ? [] : childrenOf(pid)))
    return { master, workers: folders, executors, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function startDaemon(home: string, dir: string, part: string, args: readonly string[]): ChildProcess {
  mkdirSync(dir, { recursive: true })
  return spawn(join(home, 'bin', 'spark-class'), [`org.apache.spark.deploy.${part}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      SPARK_HOME: home,
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_LOCAL_DIRS: dir,
      SPARK_DAEMON_MEMORY: '256m',
      SPARK_DAEMON_JAVA_OPTS: shortLivedJava,
    },
  })
}

/** Waits until a daemon has said something so many times. */
async function heard(child: ChildProcess, words: RegExp, times: number): Promise<void> {
  let count = 0
  const lines = createInterface({ input: child.stderr! })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`a daemon ended before ${words}`)))
  const found = new Promise<void>((done) => {
    lines.on('line', (line) => {
      if (words.test(line) && ++count === times) done()
    })
  })
  await Promise.race([found, ended])
}

async function stopDaemon(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

function childrenOf(pid: number): number[] {
  const threads = join('/proc', String(pid), 'task')
  const lists = readdirSync(threads).map((thread) => readFileSync(join(threads, thread, 'children'), 'utf8'))
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
