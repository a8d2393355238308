import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the tree of regions', () => {
  let office: TestOffice
  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, '990101001001')
  })
  afterAll(() => office.close())

  it.each(['system-officer', 'security-officer', 'audit-officer'] as const)(
    'has no counts of people for a %s, who sees nobody',
    async (role) => {
      const { call } = await office.signIn(await office.user(role, '990101000000'))
      expect((await call('/api/v1/regions/990101000000')).status).toBe(200)
      expect((await call('/api/v1/regions/990101000000?count=holders')).status).toBe(403)
    },
  )

  it.each(['commissioner', 'leader'] as const)('counts holders for a %s, who may list them', async (role) => {
    const { call } = await office.signIn(await office.user(role, '990101000000'))
    const region = await (await call('/api/v1/regions/990101000000?count=holders')).json()
    expect(region.children).toMatchObject([{ holders: 1 }])
  })
})
