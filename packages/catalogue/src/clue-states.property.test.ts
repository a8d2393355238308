import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClueAction,
  type ClueStand,
  type ClueState,
  clueActions,
  possibleActions,
  stepClue,
} from './clue-states.ts'

const actions = Object.keys(clueActions) as ClueAction[]

/**
 * The loop told a second time, as the people in it would: who has the paper, and what lies on it. It knows nothing of
 * the table; the machine must agree with it on every sequence, legal or not.
 */
class Paper {
  desk: 3 | 4 | 5 = 3
  phase: 'idle' | 'sent' | 'out' | 'answer' | 'looking' | 'decided' | 'gone' = 'idle'
  writer: 3 | 4 | 5 | null = null
  look: 'none' | 'drawn' = 'none'

  /** Does it and says true, or leaves everything as it was. */
  act(action: ClueAction, level: number, down?: 3 | 4 | 5): boolean {
    if (level !== this.desk) return false
    const { desk, phase } = this
    const isMine = phase === 'idle'
    switch (action) {
      case 'issue':
        return (isMine || phase === 'answer') && down !== undefined && down > desk && this.set('sent', down)
      case 'receive':
        return phase === 'sent' && this.set('idle')
      case 'verify':
        return isMine && this.set('out')
      case 'feedback':
        if (!isMine && phase !== 'out') return false
        this.writer = desk
        this.look = 'none'
        return this.set('answer', desk === 5 ? 4 : 3)
      case 'pass-up':
        return phase === 'answer' && desk === 4 && this.set('answer', 3)
      case 'return':
        if (phase !== 'answer' || desk === 5 || this.writer === null || this.writer <= desk) return false
        this.look = 'none'
        return this.set('idle', desk === 3 ? 4 : 5)
      case 'draw':
        if (phase !== 'answer' || desk !== 3 || this.look === 'drawn') return false
        this.look = 'drawn'
        return this.set('looking')
      case 'sample-result':
        return phase === 'looking' && this.set('answer')
      case 'handle':
        return desk === 3 && (phase === 'answer' || phase === 'decided') && this.set('decided')
      case 'close':
        return desk === 3 && (phase === 'answer' || phase === 'decided') && this.set('gone')
      case 'reopen':
        return phase === 'gone' && this.set('idle')
    }
  }

  private set(phase: Paper['phase'], desk: 3 | 4 | 5 = this.desk): true {
    this.phase = phase
    this.desk = desk
    return true
  }
}

const phaseOf: Record<ClueState, Paper['phase']> = {
  new: 'idle',
  received: 'idle',
  returned: 'idle',
  reopened: 'idle',
  issued: 'sent',
  verifying: 'out',
  answered: 'answer',
  sampled: 'looking',
  handling: 'decided',
  closed: 'gone',
  withdrawn: 'gone',
}
const fresh: ClueStand = { state: 'new', holder: 3, answeredAt: null, sample: 'none' }
const attempts = fc.array(
  fc.record({
    action: fc.constantFrom(...actions),
    level: fc.constantFrom(1, 2, 3, 4, 5),
    down: fc.constantFrom(undefined, 3 as const, 4 as const, 5 as const),
    // Most attempts are by whoever has it, else long ways through the loop would hardly ever be walked.
    isRightLevel: fc.boolean(),
  }),
  { minLength: 5, maxLength: 60 },
)

describe('the machine of a clue', () => {
  it('agrees with the paper on every sequence, and refuses without moving', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        const paper = new Paper()
        let clue = fresh
        for (const { action, down, ...attempt } of sequence) {
          const level = attempt.isRightLevel ? clue.holder : attempt.level
          const step = stepClue(clue, action, level, down)
          expect([action, level, clue, 'to' in step]).toEqual([
            action,
            level,
            clue,
            paper.act(action, level, down),
          ])
          if ('to' in step) clue = step.to
          expect([phaseOf[clue.state], clue.holder, clue.answeredAt]).toEqual([
            paper.phase,
            paper.desk,
            paper.writer,
          ])
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('offers exactly what it would do', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        let clue = fresh
        for (const { action, down } of sequence) {
          const step = stepClue(clue, action, clue.holder, down)
          if ('to' in step) clue = step.to
        }
        for (const level of [1, 2, 3, 4, 5]) {
          const done = actions.filter((action) => 'to' in stepClue(clue, action, level, 5))
          expect(possibleActions(clue, level)).toEqual(done)
          if (level !== clue.holder) expect(done).toEqual([])
        }
      }),
    )
  })

  it('lets every state be reached, and none but withdrawn be a dead end', () => {
    const seen = new Map<string, ClueStand>()
    const queue = [fresh]
    for (let clue = queue.shift(); clue; clue = queue.shift()) {
      if (seen.has(JSON.stringify(clue))) continue
      seen.set(JSON.stringify(clue), clue)
      const steps = actions.flatMap((action) =>
        ([4, 5] as const).map((down) =>
          stepClue(clue as ClueStand, action, (clue as ClueStand).holder, down),
        ),
      )
      const moved = steps.flatMap((step) => ('to' in step ? [step.to] : []))
      expect([clue, moved.length > 0]).toEqual([clue, true])
      queue.push(...moved)
    }
    const states = new Set([...seen.values()].map(({ state }) => state))
    expect([...states].sort()).toEqual(
      Object.keys(phaseOf)
        .filter((s) => s !== 'withdrawn')
        .sort(),
    )
  })

  it('says the state first, then the level', () => {
    expect(stepClue(fresh, 'receive', 5)).toEqual({ refused: 'wrong-state' })
    expect(stepClue(fresh, 'issue', 4, 5)).toEqual({ refused: 'wrong-level' })
  })
})
