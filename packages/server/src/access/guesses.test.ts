import { type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetOldTries } from './guesses.store.ts'
import { placeOf } from './place.ts'
import { openTestBrowser, ownerOf, passTime, send, signedIn, tryIn } from './test-door.ts'

describe('what somebody who guesses meets', () => {
  let office: TestOffice
  let victim: TestUser

  beforeAll(async () => {
    office = await testOffice()
  })
  afterAll(() => office.close())

  const asOwner = ownerOf(() => office)

  beforeEach(async () => {
    await asOwner('truncate sign_in_guess, auth_rate_limit')
    victim = await office.user('leader', '990101000000')
  })

  const guess = async (username: string, address: string, times: number) => {
    const statuses: number[] = []
    for (let n = 0; n < times; n++)
      statuses.push(
        (await tryIn(office, openTestBrowser(address), { username, password: `guess ${n}` })).status,
      )
    return statuses
  }

  it('is stopped after a few tries at one name, alike whether or not it exists', async () => {
    const known = await guess(victim.username, '10.9.9.1', 7)
    const unknown = await guess('nobody_at_all', '10.9.9.1', 7)
    expect(known).toEqual([401, 401, 401, 401, 401, 429, 429])
    expect(unknown).toEqual(known)
    const [one, other] = await Promise.all(
      [victim.username, 'nobody_at_all'].map((username) =>
        tryIn(office, openTestBrowser('10.9.9.1'), { username, password: 'x' }),
      ),
    )
    expect([one!.json.code, Object.keys(one!.json)]).toEqual([other!.json.code, Object.keys(other!.json)])
    expect(await guess(victim.username.toUpperCase(), '10.9.9.200', 1), 'the same block').toEqual([429])
  })

  it('takes as long for a name that is not there', async () => {
    const time = async (username: string, n: number) => {
      const start = performance.now()
      await tryIn(office, openTestBrowser(`10.7.${n}.1`), { username, password: 'guess' })
      return performance.now() - start
    }
    // In turn, and the fastest of each: what else the machine does can only make one slower, so a busy one is asked longer.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    // The hash takes 45 ms and more; a name looked up without one would be ten times as fast.
    const isAlike = () => unknown / known > 0.4 && unknown / known < 2.5
    for (let n = 0; n < 6 || (n < 60 && !isAlike()); n++) {
      if (n > 0 && n % 6 === 0) await asOwner('truncate sign_in_guess, auth_rate_limit')
      known = Math.min(known, await time(victim.username, n))
      unknown = Math.min(unknown, await time('nobody_here', n))
    }
    expect({ isAlike: isAlike(), known, unknown }).toMatchObject({ isAlike: true })
  })

  it('waits longer each time, and asking meanwhile prolongs nothing', async () => {
    await guess(victim.username, '10.9.9.1', 5)
    const first = await tryIn(office, openTestBrowser('10.9.9.1'), victim)
    expect(first.json).toMatchObject({ code: 'access.locked', params: { seconds: 60 } })
    passTime(office, 61_000)
    expect(await guess(victim.username, '10.9.9.1', 2)).toEqual([401, 429])
    passTime(office, 61_000)
    expect(await guess(victim.username, '10.9.9.1', 1), 'the second wait is two minutes').toEqual([429])
    passTime(office, 61_000)
    expect((await tryIn(office, openTestBrowser('10.9.9.1'), victim)).status).toBe(200)
    expect(await guess(victim.username, '10.9.9.1', 1), 'a sign-in begins the count anew').toEqual([401])
  })

  it('gets no more tries by sending a hundred at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        tryIn(office, openTestBrowser('10.9.9.1'), { username: victim.username, password: 'guess' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  })

  it('cannot shut out the county: a device that signed in before is let in whatever strangers do', async () => {
    const own = openTestBrowser('10.1.1.1')
    await tryIn(office, own, victim)
    await send(office, own, '/api/auth/sign-out', {})
    await asOwner('truncate auth_rate_limit')
    // From next door, and from forty places at once.
    await guess(victim.username, '10.1.1.77', 8)
    for (let n = 0; n < 40; n++) await guess(victim.username, `10.20.${n}.1`, 1)
    const elsewhere = await tryIn(office, openTestBrowser('10.99.1.1'), victim)
    expect(elsewhere.json.code, 'a stranger has to wait, even with the right password').toBe('access.locked')
    expect((await tryIn(office, own, victim)).status).toBe(200)
  })

  it('does not count for a device that was known to another account', async () => {
    const { browser } = await signedIn(office, 'leader')
    const statuses: number[] = []
    for (let n = 0; n < 6; n++)
      statuses.push((await tryIn(office, browser, { username: victim.username, password: 'guess' })).status)
    expect(statuses.at(-1)).toBe(429)
  })

  it('holds up a known device too, later, when the guesses come from it', async () => {
    const own = openTestBrowser('10.1.1.1')
    await tryIn(office, own, victim)
    const wrong = { username: victim.username, password: 'guess' }
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) statuses.push((await tryIn(office, own, wrong)).status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.at(-1)).toBe(429)
  })

  it('is stopped when it tries one password on everybody', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 102; n++) {
      if (n % 50 === 0) await asOwner('truncate auth_rate_limit')
      statuses.push(...(await guess(`somebody_${n}`, '10.5.5.5', 1)))
    }
    expect(statuses.slice(0, 100)).toEqual(Array(100).fill(401))
    expect(statuses.slice(100)).toEqual([429, 429])
  }, 60_000)

  it('is let go by the security officer, with a reason and on record', async () => {
    await guess(victim.username, '10.9.9.1', 6)
    const { browser } = await signedIn(office, 'security-officer')
    const shown = await send(office, browser, `/api/v1/users/${victim.id}`)
    expect(shown.json.lockedUntil).not.toBeNull()
    const path = `/api/v1/users/${victim.id}/unlock`
    expect((await send(office, browser, path, { reason: '' })).status).toBe(400)
    expect((await send(office, browser, path, { reason: '本人来电，已核实' })).status).toBe(200)
    expect((await tryIn(office, openTestBrowser('10.9.9.1'), victim)).status).toBe(200)
    const entries = await asOwner(
      `select action, subject_id, reason from audit where subject_id = '${victim.id}'`,
    )
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'access.locked' }),
        expect.objectContaining({ action: 'access.unlock', reason: '本人来电，已核实' }),
      ]),
    )
  })

  it('forgets tries that nobody waits for any more, and keeps the others', async () => {
    await guess(victim.username, '10.9.9.7', 3)
    await asOwner("update sign_in_guess set last_at = last_at - interval '31 days' where key like 'place %'")
    await forgetOldTries(office.server)
    const keys = (await asOwner('select key from sign_in_guess')).map(({ key }) => key.split(' ')[0])
    expect(keys).not.toContain('place')
    expect(keys).toContain('name')
  })

  it('leaves no name behind that was typed', async () => {
    await guess('my_secret_password', '10.9.9.1', 6)
    const kept = JSON.stringify([
      await asOwner('select * from sign_in_guess'),
      await asOwner('select * from audit'),
    ])
    expect(kept).not.toContain('my_secret_password')
  })

  it.each([
    ['10.1.2.3', '10.1.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s by its block %s', (address, place) => expect(placeOf(address)).toBe(place))
})
