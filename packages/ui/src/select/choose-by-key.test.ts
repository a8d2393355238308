import { describe, expect, it } from 'vitest'
import { neighbour, typedOption } from './choose-by-key.ts'

const options = ['All', 'Hearing', 'Speech', 'Physical', 'Psychosocial'].map((label) => ({
  value: label.toLowerCase(),
  label,
}))

describe('neighbour', () => {
  it('stops at both ends and starts at the first', () => {
    expect(neighbour(options, 'hearing', 1)?.label).toBe('Speech')
    expect(neighbour(options, 'all', -1)).toBeUndefined()
    expect(neighbour(options, 'psychosocial', 1)).toBeUndefined()
    expect(neighbour(options, 'gone', 1)?.label).toBe('All')
  })
})

describe('typedOption', () => {
  it('finds by the beginning, whatever the case', () => {
    expect(typedOption(options, 'all', 'sp')?.label).toBe('Speech')
    expect(typedOption(options, 'all', 'x')).toBeUndefined()
  })

  it('stays where it is while the word goes on', () => {
    expect(typedOption(options, 'physical', 'ph')?.label).toBe('Physical')
  })

  it('goes round by one letter', () => {
    expect(typedOption(options, 'all', 'p')?.label).toBe('Physical')
    expect(typedOption(options, 'physical', 'pp')?.label).toBe('Psychosocial')
    expect(typedOption(options, 'psychosocial', 'p')?.label).toBe('Physical')
  })
})
