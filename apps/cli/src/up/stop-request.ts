/** What asks a running program to end. */
export interface StopRequest {
  /** The first signal, or the launcher in front of us is gone. */
  asked: Promise<void>
  /** A second signal: no more waiting for work under way. */
  forced: Promise<void>
}

// Ctrl-C reaches the whole process group and is passed on by the launcher as well: that is one request.
const sameRequest = 1000

/** Listen for signals from now on; without this a signal would leave the embedded server running. */
export function listenForStop(now: () => number): StopRequest {
  const asked = Promise.withResolvers<void>()
  const forced = Promise.withResolvers<void>()
  let first = 0
  const onSignal = () => {
    if (first === 0) first = now()
    else if (now() - first > sameRequest) forced.resolve()
    asked.resolve()
  }
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, onSignal)
  // Listening holds the channel open, and with it a program that has nothing left to do.
  process.channel?.unref()
  return { asked: asked.promise, forced: forced.promise }
}
