import { Agent, request } from 'node:http'

/** One question to the API. */
export interface Question {
  route: string
  path: string
  json?: unknown
}

/** Milliseconds of each answer, by route; `status` other than 200 is kept as a fault. */
export interface Answers {
  times: Map<string, number[]>
  faults: Map<string, number>
}

/** Somebody who asks one question a second, whether or not the last one was answered. */
export interface Asker {
  cookie: string
  next(n: number): Question
}

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

/** Sends one question and gives its status and body; the time runs until the last byte is there. */
export function ask(port: number, cookie: string, { path, json }: Omit<Question, 'route'>) {
  const body = json === undefined ? undefined : JSON.stringify(json)
  return new Promise<{ status: number; body: Buffer; setCookie: string[] }>((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          cookie,
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(parts),
            setCookie: answer.headers['set-cookie'] ?? [],
          }),
        )
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Lets everybody ask once a second for so many seconds, their seconds spread evenly. */
export async function load(port: number, askers: readonly Asker[], seconds: number): Promise<Answers> {
  const answers: Answers = { times: new Map(), faults: new Map() }
  const open: Promise<void>[] = []
  await Promise.all(
    askers.map(async (asker, place) => {
      const start = performance.now() + (place * 1000) / askers.length
      for (let n = 0; n < seconds; n++) {
        await until(start + n * 1000)
        open.push(askOnce(port, asker.cookie, asker.next(n), answers))
      }
    }),
  )
  await Promise.all(open)
  return answers
}

const until = (moment: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())))

async function askOnce(port: number, cookie: string, question: Question, answers: Answers): Promise<void> {
  const start = performance.now()
  const { status } = await ask(port, cookie, question)
  const time = performance.now() - start
  const { route } = question
  if (status !== 200) answers.faults.set(route, (answers.faults.get(route) ?? 0) + 1)
  const times = answers.times.get(route)
  if (times) times.push(time)
  else answers.times.set(route, [time])
}
