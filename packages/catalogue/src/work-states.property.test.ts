import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  possibleTargetActions,
  stepTarget,
  type TargetAction,
  type TargetStand,
  type TargetState,
  targetActions,
  targetStates,
  type WorkSide,
} from './target-states.ts'
import {
  possibleTaskActions,
  type SampleVerdict,
  stepTask,
  type TaskAction,
  type TaskStand,
  type TaskState,
  taskActions,
  taskStates,
} from './task-states.ts'

const sides = fc.constantFrom<WorkSide[]>([], ['giver'], ['carrier'], ['giver', 'carrier'])
const targetMoves = Object.keys(targetActions) as TargetAction[]
const taskMoves = Object.keys(taskActions) as TaskAction[]

/** A share told by the people it passes: on whose desk it lies, and what has been said of it. It knows no table. */
class Share {
  desk: 'writer' | 'inbox' | 'read' | 'agreed' | 'refused' | 'bin'
  readonly isRoot: boolean
  hasParts = false
  constructor(isRoot: boolean) {
    this.isRoot = isRoot
    this.desk = isRoot ? 'writer' : 'inbox'
  }

  act(action: TargetAction, by: readonly WorkSide[]): boolean {
    const giver = by.includes('giver')
    const carrier = by.includes('carrier')
    const { desk } = this
    if (desk === 'bin') return false
    switch (action) {
      case 'receive':
        return carrier && desk === 'inbox' && this.lay('read')
      case 'confirm':
        return carrier && (desk === 'writer' || desk === 'read') && this.lay('agreed')
      case 'return':
        return carrier && (desk === 'inbox' || desk === 'read') && this.lay('refused')
      case 'split':
        if (!carrier || desk !== 'agreed') return false
        this.hasParts = true
        return true
      case 'change':
        return giver && (this.isRoot || this.lay('inbox'))
      case 'remind':
        return giver && !this.isRoot && ['inbox', 'read', 'agreed'].includes(desk)
      case 'ask-report':
        return giver && !this.isRoot && desk === 'agreed'
      case 'withdraw':
        return giver && this.lay('bin')
    }
  }

  get state(): TargetState {
    if (this.desk === 'agreed') return this.hasParts ? 'split' : 'confirmed'
    return (
      { writer: 'draft', inbox: 'issued', read: 'received', refused: 'returned', bin: 'withdrawn' } as const
    )[this.desk]
  }

  private lay(desk: Share['desk']): true {
    this.desk = desk
    return true
  }
}

describe('the machine of a target', () => {
  it('agrees with the share on every sequence, and refuses without moving', () => {
    const attempts = fc.array(fc.tuple(fc.constantFrom(...targetMoves), sides), { maxLength: 40 })
    fc.assert(
      fc.property(fc.boolean(), attempts, (isRoot, sequence) => {
        const share = new Share(isRoot)
        let target: TargetStand = { state: share.state, isRoot, hasParts: false }
        for (const [action, by] of sequence) {
          const step = stepTarget(target, action, by)
          const mayDo = share.act(action, by)
          expect([action, by, target, 'to' in step]).toEqual([action, by, target, mayDo])
          expect(possibleTargetActions(target, by).includes(action)).toBe(mayDo)
          if ('to' in step) target = { isRoot, state: step.to, hasParts: share.hasParts }
          expect(target.state).toBe(share.state)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('reaches every state, and only a withdrawn piece is a dead end', () => {
    const seen = new Set<TargetState>()
    for (const isRoot of [true, false]) {
      const queue: TargetStand[] = [{ state: isRoot ? 'draft' : 'issued', isRoot, hasParts: false }]
      const known = new Set<string>()
      for (let target = queue.shift(); target; target = queue.shift()) {
        if (known.has(JSON.stringify(target))) continue
        known.add(JSON.stringify(target))
        seen.add(target.state)
        const here = target
        const next = targetMoves.flatMap((action) => {
          const step = stepTarget(here, action, ['giver', 'carrier'])
          return 'to' in step
            ? [{ ...here, state: step.to, hasParts: here.hasParts || action === 'split' }]
            : []
        })
        expect([here, next.length > 0]).toEqual([here, here.state !== 'withdrawn'])
        queue.push(...next)
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(targetStates).sort())
  })
})

/** A task told as an errand: who has the ball, and what is known of it. */
class Errand {
  at: 'writer' | 'inbox' | 'refused' | 'hands' | 'reported' | 'looking' | 'over' | 'bin' = 'writer'
  looked = false

  act(action: TaskAction, by: readonly WorkSide[], verdict?: SampleVerdict): boolean {
    const giver = by.includes('giver')
    const carrier = by.includes('carrier')
    const { at } = this
    switch (action) {
      case 'issue':
        return giver && (at === 'writer' || at === 'refused') && this.put('inbox')
      case 'receive':
        return carrier && at === 'inbox' && this.put('hands')
      case 'decline':
        return carrier && (at === 'inbox' || (at === 'hands' && this.fresh)) && this.put('refused')
      case 'progress':
      case 'pass-down':
        return carrier && at === 'hands' && this.put('hands', false)
      case 'complete':
        if (!carrier || at !== 'hands') return false
        this.looked = false
        return this.put('reported')
      case 'return':
        return giver && at === 'reported' && this.put('hands', false)
      case 'verify':
        return giver && at === 'reported' && this.put('over')
      case 'draw':
        if (!giver || at !== 'reported' || this.looked) return false
        this.looked = true
        return this.put('looking')
      case 'sample-result':
        if (!giver || at !== 'looking' || !verdict) return false
        return verdict === 'false'
          ? this.put('hands', false)
          : this.put(verdict === 'true' ? 'over' : 'reported')
      case 'reopen':
        return giver && at === 'over' && this.put('hands', false)
      case 'remind':
        return giver && (at === 'inbox' || at === 'hands')
      case 'change':
        return giver && ['writer', 'inbox', 'hands', 'refused'].includes(at)
      case 'withdraw':
        return giver && ['writer', 'inbox', 'hands', 'refused', 'reported'].includes(at) && this.put('bin')
    }
  }

  private fresh = true
  private put(at: Errand['at'], fresh = true): true {
    this.at = at
    this.fresh = fresh
    return true
  }
}

const placeOf: Record<TaskState, Errand['at']> = {
  draft: 'writer',
  issued: 'inbox',
  declined: 'refused',
  received: 'hands',
  working: 'hands',
  returned: 'hands',
  reopened: 'hands',
  done: 'reported',
  sampled: 'looking',
  verified: 'over',
  withdrawn: 'bin',
}

describe('the machine of a task', () => {
  const verdicts = fc.constantFrom<SampleVerdict | undefined>('true', 'false', 'unknown', undefined)
  const attempts = fc.array(fc.tuple(fc.constantFrom(...taskMoves), sides, verdicts), { maxLength: 60 })

  it('agrees with the errand on every sequence, and refuses without moving', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        const errand = new Errand()
        let task: TaskStand = { state: 'draft', sample: 'none' }
        for (const [action, by, verdict] of sequence) {
          const step = stepTask(task, action, by, verdict)
          expect([action, by, task, 'to' in step]).toEqual([
            action,
            by,
            task,
            errand.act(action, by, verdict),
          ])
          if ('to' in step) task = step.to
          expect(placeOf[task.state]).toBe(errand.at)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('an untrue completion opens the task again, an unclear one stays and is not drawn twice', () => {
    const drawn: TaskStand = { state: 'sampled', sample: 'drawn' }
    expect(stepTask(drawn, 'sample-result', ['giver'], 'false')).toEqual({
      to: { state: 'reopened', sample: 'false' },
    })
    const unclear: TaskStand = { state: 'done', sample: 'unknown' }
    expect(stepTask(drawn, 'sample-result', ['giver'], 'unknown')).toEqual({ to: unclear })
    expect(possibleTaskActions(unclear, ['giver'])).not.toContain('draw')
  })

  it('names every state', () => {
    expect(Object.keys(placeOf).sort()).toEqual(Object.keys(taskStates).sort())
  })
})
