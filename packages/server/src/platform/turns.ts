import { problem } from '@zhucan/kernel'

interface Person {
  working: number
  waiting: (() => void)[]
}

/** Runs work when it is a person's turn. */
export type Turns = <T>(personId: string, work: () => Promise<T>) => Promise<T>

/**
 * Lets `width` pieces of each person's work run at once, so that nobody holds every connection to the database. Others
 * of theirs wait; more than `longest` waiting is Problem 'request.too-many'.
 */
export function openTurns({ width, longest }: { width: number; longest: number }): Turns {
  const people = new Map<string, Person>()
  return async (personId, work) => {
    const person = people.get(personId) ?? { working: 0, waiting: [] }
    people.set(personId, person)
    if (person.working === width) {
      if (person.waiting.length === longest) throw problem('request.too-many')
      // The turn is handed over, not given back: nobody who comes later gets in between.
      await new Promise<void>((resolve) => person.waiting.push(resolve))
    } else person.working++
    try {
      return await work()
    } finally {
      const next = person.waiting.shift()
      if (next) next()
      else if (--person.working === 0) people.delete(personId)
    }
  }
}
