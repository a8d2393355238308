import { createPool } from '@zhucan/db'
import { sealAudit, verifyAudit } from '@zhucan/server'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('audit', () => {
  let office: TestOffice
  let place: SeededPlace
  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, '990101001001')
  })
  afterAll(() => office.close())

  const seal = () => sealAudit(office.server.db, new Date(office.server.now()))
  const asOwner = async (statement: string, values: unknown[] = []) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const { rows } = await owner.query(statement, values)
    await owner.end()
    return rows
  }
  const lastEntry = async () => (await asOwner('select * from audit order by at desc, id desc limit 1'))[0]

  it('has the entry of a revealed number, with field and reason but without the number', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    const answer = await clerk.call(`/api/v1/persons/${place.persons}/reveal`, {
      json: { field: 'id', reason: 'renewal of the certificate' },
    })
    expect(await answer.json()).toEqual({ value: place.idNumber })
    const entry = await lastEntry()
    expect(entry).toMatchObject({ action: 'person.reveal', subject_id: place.persons, fields: ['id'] })
    expect(JSON.stringify(entry)).not.toContain(place.idNumber)
  })

  it('keeps no number that somebody wrote into the reason', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    await clerk.call(`/api/v1/persons/${place.persons}/reveal`, {
      json: { field: 'id', reason: `is it ${place.idNumber}, 138 0013 8000?` },
    })
    expect((await lastEntry()).reason).toBe('is it 9901**************, 138****8000?')
  })

  it.each(['persons', 'clues'])('keeps no number that stands in an address of %s', async (list) => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    expect((await clerk.call(`/api/v1/${list}?rule=${place.idNumber}`)).status).toBe(400)
    expect(JSON.stringify(await asOwner('select * from audit'))).not.toContain(place.idNumber)
  })

  it('shows no number when the entry cannot be written', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    await asOwner('alter table audit add constraint full_disk check (action <> $$person.reveal$$) not valid')
    const answer = await clerk.call(`/api/v1/persons/${place.persons}/reveal`, {
      json: { field: 'id', reason: 'again' },
    })
    const text = await answer.text()
    await asOwner('alter table audit drop constraint full_disk')
    expect(answer.status).toBe(500)
    expect(text).not.toContain(place.idNumber)
  })

  it('logs how many a number found, and nothing of the number', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    await clerk.call('/api/v1/persons/find-by-number', { json: { number: place.idNumber } })
    const entry = await lastEntry()
    expect(entry).toMatchObject({ subject_id: place.persons, details: { found: 1 } })
    expect(JSON.stringify(entry)).not.toContain(place.idNumber.slice(0, 17))
  })

  it('logs a masked list by its filter and count', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    await clerk.call('/api/v1/persons?kind=holder')
    expect(await lastEntry()).toMatchObject({ action: 'person.list', details: { kind: 'holder', total: 1 } })
  })

  it('chains what is committed and finds the chain whole', async () => {
    while ((await seal()) > 0);
    const report = await verifyAudit(office.server.db)
    expect(report).toMatchObject({ faults: [], unsealed: 0 })
    expect(report.sealed).toBe(report.entries)
  })

  it('tells the tail that is not sealed yet', async () => {
    const clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
    await clerk.call('/api/v1/persons')
    expect((await verifyAudit(office.server.db)).unsealed).toBeGreaterThan(0)
    while ((await seal()) > 0);
  })

  it.each([
    ['a changed entry', `update audit set reason = 'nothing' where action = 'person.reveal'`, 'changed'],
    [
      'a backdated entry',
      `update audit set at = at - interval '1 day' where action = 'person.list'`,
      'changed',
    ],
    ['a changed office', `update audit set organisation_id = id where action = 'person.list'`, 'changed'],
    ['a deleted entry', `delete from audit where action = 'person.reveal'`, 'missing'],
    ['a deleted link', 'delete from audit_chain where seq = 2', 'gap'],
    ['a rewritten link', `update audit_chain set chain_hash = '\\x00' where seq = 1`, 'broken-link'],
  ])('finds %s although the owner of the database made it', async (_what, statement, fault) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(
      'create table if not exists kept_audit as table audit; create table if not exists kept_chain as table audit_chain',
    )
    await owner.query(statement)
    const report = await verifyAudit(office.server.db)
    await owner.query(
      'truncate audit, audit_chain; insert into audit table kept_audit; insert into audit_chain table kept_chain',
    )
    await owner.end()
    expect(report.faults.map((f) => f.what)).toContain(fault)
    expect((await verifyAudit(office.server.db)).faults).toEqual([])
  })

  it('finds by an anchor kept elsewhere that the whole chain was made anew', async () => {
    while ((await seal()) > 0);
    const { sealed, head } = await verifyAudit(office.server.db)
    const anchors = [{ seq: BigInt(sealed), head }]
    expect((await verifyAudit(office.server.db, anchors)).faults).toEqual([])
    await asOwner(`delete from audit where action = 'person.reveal'`)
    await asOwner('truncate audit_chain')
    while ((await seal()) > 0);
    expect((await verifyAudit(office.server.db)).faults).toEqual([])
    expect((await verifyAudit(office.server.db, anchors)).faults).toEqual([
      { seq: String(sealed), auditId: '', what: 'replaced' },
    ])
  })

  it('cannot be changed by the application itself', async () => {
    await expect(office.server.pool.query(`update audit set reason = ''`)).rejects.toThrow(
      /permission denied/,
    )
    await expect(office.server.pool.query('delete from audit_chain')).rejects.toThrow(/permission denied/)
  })
})
