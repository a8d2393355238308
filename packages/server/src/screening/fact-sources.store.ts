import { type FactName, factsCatalogue, type PolicyFactName } from '@zhucan/catalogue'
import { factTableColumns } from '@zhucan/rules'
import { coverColumn } from './fact-places.ts'

/**
 * Where each fact comes from, as SQL over the aliases `p` (person), `pl` (place: lists that cover it, policy lines),
 * `h` (household sums) and one alias per list. A fact of a list is null where no list of its kind covers the place,
 * and "not on it" where one does. PostgreSQL and DuckDB both read it: `->>` always stands in brackets, because DuckDB
 * binds it more loosely than a comparison.
 */

const known = (fileType: string, sql: string): string =>
  `case when pl."${coverColumn(fileType)}" then ${sql} end`

/** The day after on both sides: who was born on 29 February is a year older on 28 February, as the kernel counts. */
const age = (birth: string): string => `date_part('year', age(:day::date + 1, ${birth} + 1))::int`

/** Facts of the person and household; policy facts are copied from the place. `:day` is the day of the run. */
const factSql: Record<Exclude<FactName, PolicyFactName>, string> = {
  'person.age': age('p.birth'),
  'person.sex': 'p.sex',
  'person.category': 'p.category',
  'person.level': 'p.level',
  'person.certificateState': `case when p.certificate_status <> 'issued' then p.certificate_status
    when p.certificate_valid_to is null then null
    when p.certificate_valid_to < :day::date then 'expired' else 'valid' end`,
  'person.daysToExpiry': 'p.certificate_valid_to - :day::date',
  'person.alive': 'p.alive and died.person_id is null',
  'person.isDead': known('deaths', 'died.person_id is not null'),
  'person.deathMonth': known('deaths', 'coalesce(died.month, 0)'),
  'person.nursingPaid': known('two-subsidies-payment', 'coalesce(paid.nursing, false)'),
  'person.livingPaid': known('two-subsidies-payment', 'coalesce(paid.living, false)'),
  'person.lastPaidMonth': known('two-subsidies-payment', 'coalesce(paid.last_month, 0)'),
  'person.assistance': known('civil-affairs-assistance', "coalesce(assisted.kind, 'none')"),
  'person.selfPaidFen': known('medical-insurance-self-paid', 'coalesce(medical.fen, 0)'),
  'person.enrolled': known('school-register', 'school.person_id is not null'),
  'household.assistance': known('civil-affairs-assistance', "coalesce(h.assistance, 'none')"),
  'household.dangerousHousing': known('dangerous-housing', 'coalesce(h.dangerous, false)'),
  'household.holders': 'h.holders',
  'household.size': 'h.size',
  'household.oldestCarerAge': 'h.oldest_carer_age',
  'household.isRural': 'coalesce(h.is_rural, h.on_rural_list)',
  'household.monitored': known('rural-revitalisation', 'coalesce(h.monitored, false)'),
  'household.povertyExited': known('rural-revitalisation', 'coalesce(h.exited, false)'),
}

const rowsOf = (fileType: string): string =>
  `select r.person_id, r.fields, r.list_id from list_row r join list l on l.id = r.list_id
   where l.file_type = '${fileType}' and r.person_id is not null and l.received_on <= :day::date`

const monthOf = (day: string): string =>
  `(date_part('year', ${day}::date) * 100 + date_part('month', ${day}::date))::int`
/** The years leave no rest when divided: DuckDB's division has fractions where PostgreSQL's has none. */
const monthIndex = (month: string): string => `((${month} - ${month} % 100) / 100 * 12 + ${month} % 100)`

const assistanceRank = "array_position(array['tekun', 'dibao', 'dibao-margin'], (fields->>'assistance'))"

/** One line per person of each department list, joined by `factSql`. */
const listSql: Record<string, string> = {
  died: `select person_id, min(${monthOf("coalesce((fields->>'diedOn'), (fields->>'crematedOn'), (fields->>'cancelledOn'))")}) as month
    from (${rowsOf('deaths')}) r group by person_id`,
  assisted: `select person_id, (array['tekun', 'dibao', 'dibao-margin'])[min(${assistanceRank})] as kind
    from (${rowsOf('civil-affairs-assistance')}) r
    where coalesce((fields->>'to')::int, 999912) >= ${monthOf(':day')} and coalesce((fields->>'from')::int, 0) <= ${monthOf(':day')}
    group by person_id`,
  paid: `select person_id, max(month) as last_month,
      bool_or(recent and subsidy in ('nursing', 'both')) as nursing, bool_or(recent and subsidy in ('living', 'both')) as living
    from (select person_id, subsidy, month, ${monthIndex('month')} > max(${monthIndex('month')}) over () - 3 as recent
      from (select person_id, (fields->>'month')::int as month,
          coalesce((fields->>'subsidy'), case when coalesce((fields->>'livingAmount')::bigint, 0) > 0
            then case when coalesce((fields->>'nursingAmount')::bigint, 0) > 0 then 'both' else 'living' end
            else 'nursing' end) as subsidy
        from (${rowsOf('two-subsidies-payment')}) r where coalesce((fields->>'result'), 'paid') = 'paid') months) m
    group by person_id`,
  medical: `select person_id, max(fen) as fen from (
      select person_id, list_id, sum((fields->>'selfPaid')::bigint) as fen from (${rowsOf('medical-insurance-self-paid')}) r
      where coalesce((fields->>'year')::int, date_part('year', (fields->>'settledOn')::date)::int, date_part('year', :day::date)::int)
        = date_part('year', :day::date)
      group by person_id, list_id) lists group by person_id`,
  school: `select distinct person_id from (${rowsOf('school-register')}) r
    where coalesce((fields->>'status'), 'enrolled') not in ('left', 'graduated')`,
  housing: `select distinct person_id from (${rowsOf('dangerous-housing')}) r
    where (fields->>'class') in ('C', 'D') and coalesce((fields->>'repaired')::boolean, false) = false
      and (fields->>'repairedOn') is null and (fields->>'repairYear') is null`,
  rural: `select person_id, bool_or((fields->>'householdKind') = 'exited') as exited,
      bool_or((coalesce((fields->>'category'), 'none') <> 'none' or (fields->>'householdKind') = 'monitored')
        and coalesce((fields->>'riskRemoved'), 'open') <> 'removed') as monitored
    from (${rowsOf('rural-revitalisation')}) r group by person_id`,
}

/** What a household sums up over its living members, relatives and carers included. */
const householdSql = `select m.household_id,
    count(*) filter (where p.alive and died.person_id is null)::int as size,
    count(*) filter (where p.alive and died.person_id is null and p.kind = 'holder' and p.certificate_status <> 'cancelled')::int as holders,
    coalesce(max(${age('p.birth')}) filter (where m.is_carer and p.alive and died.person_id is null and p.kind = 'relative'
      and p.birth <= :day::date - interval '18 years'), 0)::int as oldest_carer_age,
    (array['tekun', 'dibao', 'dibao-margin'])[min(array_position(array['tekun', 'dibao', 'dibao-margin'], assisted.kind))
      filter (where p.alive and died.person_id is null)] as assistance,
    bool_or(housing.person_id is not null) as dangerous,
    bool_or(rural.exited) as exited, bool_or(rural.monitored) as monitored,
    max(case when rural.person_id is not null then 1 end) = 1 as on_rural_list,
    bool_or(hh.is_rural) as is_rural
  from household_member m
  join person p on p.id = m.person_id
  join household hh on hh.id = m.household_id
  left join died on died.person_id = p.id
  left join assisted on assisted.person_id = p.id
  left join housing on housing.person_id = p.id
  left join rural on rural.person_id = p.id
  where m.ended_on is null
  group by m.household_id`

/** The tables that stand between the lists and the facts, in the order in which they are made, each with its key. */
export const factSteps: readonly { name: string; text: string; key: string }[] = [
  ...Object.entries(listSql).map(([name, text]) => ({ name, text, key: 'person_id' })),
  { name: 'household_sum', text: householdSql, key: 'household_id' },
]

/** The fact table: one row per person of `scope`, one column per fact, null = unknown. */
export const factTableSql = (): string => {
  const columns = factTableColumns(factsCatalogue).map(({ fact, quoted, type }) => {
    const own = factSql[fact as keyof typeof factSql]
    return `(${own ?? `pl."${fact}"`})::${type} as ${quoted}`
  })
  return `select p.id as person_id, p.household_id, p.kind, p.hukou_region, p.residence_region, p.birth,
      ${columns.join(',\n      ')}
    from scope p
    join place pl on pl.code = p.hukou_region
    left join household_sum h on h.household_id = p.household_id
    left join died on died.person_id = p.id
    left join assisted on assisted.person_id = p.id
    left join paid on paid.person_id = p.id
    left join medical on medical.person_id = p.id
    left join school on school.person_id = p.id`
}

/** Whom a rule's clues stand on, of the tables `answer` and `fact`: one person each, or one per household. */
export const hitsSql = (rule: string, subject: 'person' | 'household'): string =>
  subject === 'household' ? householdHits(rule) : `select person_id from answer where "${rule}" = 1`

/** One clue per household, on its most severe, then oldest holder. */
const householdHits = (rule: string): string =>
  `select distinct on (f.household_id) f.person_id from answer a join fact f using (person_id)
   where a."${rule}" = 1 and f.household_id is not null
   order by f.household_id, (f.kind <> 'holder'), f."person_level" nulls last, f.birth, f.person_id`
