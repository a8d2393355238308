import { expect, it } from 'vitest'
import { readStatements, splitStatements, spreadCrossJoin } from './statements.ts'

it.each([
  ['create or replace table t as select 1 as a', { kind: 'make', name: 't', query: 'select 1 as a' }],
  ['create table "t" as from u', { kind: 'make', name: 't', query: 'select * from u' }],
  [
    'create or replace table t (a integer, b varchar, c bigint)',
    {
      kind: 'declare',
      name: 't',
      columns: [
        ['a', 'int'],
        ['b', 'string'],
        ['c', 'bigint'],
      ],
    },
  ],
  ['create or replace view v as select * from t', { kind: 'view', name: 'v', query: 'select * from t' }],
  ['insert into t select a from u', { kind: 'insert', name: 't', query: 'select a from u' }],
  ['delete from t where a = 1', { kind: 'delete', name: 't', condition: 'a = 1' }],
  ['drop table if exists t', { kind: 'drop', name: 't', ifExists: true }],
  ['drop view v', { kind: 'drop', name: 'v', ifExists: false }],
] as const)('reads %s', (sql, statement) => expect(readStatements(sql)).toEqual([statement]))

it('parts statements at semicolons outside of texts', () => {
  expect(splitStatements("insert into t select 'a; ''b;' ; drop table t;")).toEqual([
    "insert into t select 'a; ''b;'",
    'drop table t',
  ])
})

it('refuses what only one engine knows', () => {
  expect(() => readStatements('alter table t rename to u')).toThrow('not a statement that both engines know')
})

it('spreads both sides of a cross join over all cores, and nothing else', () => {
  expect(spreadCrossJoin('select * from (select a from l_sample l\n cross join r_sample r)', 8)).toBe(
    'select * from (select a from (select /*+ repartition(8) */ * from l_sample) l cross join (select /*+ repartition(8) */ * from r_sample) r)',
  )
  expect(spreadCrossJoin('select a from t l join u r on l.a = r.a', 8)).toBe(
    'select a from t l join u r on l.a = r.a',
  )
})
