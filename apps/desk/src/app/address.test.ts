import { describe, expect, it } from 'vitest'
import { type RegisterSearch, readRegisterSearch } from '../register/register.address.ts'
import { address, changedAddress, ownPath, readSearch, writeSearch } from './address.ts'
import { changedList } from './search-params.ts'

describe('addresses', () => {
  it('leave out what is empty and keep codes as text', () => {
    const link = address('/register', { region: '990101000000', name: '', level: 2, category: undefined })
    expect(link).toBe('/register?region=990101000000&level=2')
    expect(readSearch('?region=990101000000&level=2')).toEqual({ region: '990101000000', level: '2' })
  })

  it('carry Chinese names both ways', () => {
    expect(readSearch(writeSearch({ name: '王·阿' }))).toEqual({ name: '王·阿' })
  })

  it('change in the part that a link is about, and keep what was chosen since it was drawn', () => {
    const drawn = { path: '/clues', search: { state: 'new', region: '990101000000' } }
    const now = { path: '/clues', search: { state: 'open', severity: 'high' } }
    expect(changedAddress(now, drawn, { clue: 'a', page: undefined })).toBe(
      '/clues?state=open&severity=high&clue=a',
    )
    expect(changedAddress(now, drawn, { state: undefined })).toBe('/clues?severity=high')
  })

  it('of a page that is being left lead where they said', () => {
    const drawn = { path: '/clues', search: { state: 'new' } }
    expect(changedAddress({ path: '/register', search: { level: '1' } }, drawn, { page: 2 })).toBe(
      '/clues?state=new&page=2',
    )
  })

  it.each([
    ['/clues?state=new', '/clues?state=new'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    [undefined, '/'],
  ])('after signing in %s leads to %s', (asked, led) => {
    expect(ownPath(asked)).toBe(led)
  })
})

describe('the register in an address', () => {
  it('begins at its first page with another filter or order, and stays there with other columns', () => {
    const third: RegisterSearch = { level: 1, page: 3 }
    expect(changedList<RegisterSearch>({ level: 2 })(third)).toEqual({ level: 2, page: undefined })
    expect(changedList<RegisterSearch>({ sort: 'age' })(third).page).toBeUndefined()
    expect(changedList<RegisterSearch>({ page: 4 })(third)).toEqual({ level: 1, page: 4 })
    expect(changedList<RegisterSearch>({ hide: 'age' })(third)).toEqual({ level: 1, page: 3, hide: 'age' })
  })

  it('drops what it does not understand', () => {
    const wrong = {
      region: '99',
      category: 'x',
      level: '7',
      page: '-1',
      certificateState: 'valid',
      extra: '1',
    }
    expect(readRegisterSearch(wrong)).toEqual({ certificateState: 'valid' })
  })

  it('has no place for an official number', () => {
    expect(Object.keys(readRegisterSearch({ number: '990101195803121238' }))).not.toContain('number')
  })
})
