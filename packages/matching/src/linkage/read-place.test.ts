import { describe, expect, it } from 'vitest'
import { readDoor, readPlace } from './read-place.ts'

describe('a place', () => {
  it.each([
    ['990101001002', '990101', '990101001', '990101001002'],
    ['990101001002.0', '990101', '990101001', '990101001002'],
    ['990101001', '990101', '990101001', null],
    ['990101000000', '990101', null, null],
    ['青原省/云泽市/临溪县/清河街道/柳河社区', '临溪', '清河', '柳河'],
    ['临溪县/清河街道办事处/柳河居委会', '临溪', '清河', '柳河'],
    ['临溪县-石桥镇-东风村委会', '临溪', '石桥', '东风'],
    ['临溪县石桥镇东风村', '临溪', '石桥', '东风'],
    ['石桥镇东风村民委员会', null, '石桥', '东风'],
    ['云泽市临溪县石桥镇', '临溪', '石桥', null],
    ['东风村', null, null, '东风'],
    ['东风', null, null, '东风'],
  ])('%s is county %s, town %s, village %s', (raw, county, town, village) => {
    expect(readPlace(raw)).toEqual({ county, town, village })
  })

  it('of one character keeps its ending', () => expect(readPlace('东村')?.village).toBe('东村'))

  it.each(['', '//', '12'])('%j says nothing', (raw) => expect(readPlace(raw)).toBeNull())
})

describe('a door', () => {
  it.each([
    ['3组12号', '3-12'],
    ['三组12号', '3-12'],
    ['十二组5号', '12-5'],
    ['二十三组05号', '23-5'],
    ['石桥镇东风村3组12号', '3-12'],
    ['１２号', '12'],
    ['东风路12号3栋402', '12-3-402'],
  ])('%s is %s', (raw, door) => expect(readDoor(raw)).toBe(door))

  it('is nothing without a number', () => expect(readDoor('石桥镇东风村')).toBeNull())
})
