/** Where the present moment comes from; the real one lives in the apps, tests pass their own. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number
}
