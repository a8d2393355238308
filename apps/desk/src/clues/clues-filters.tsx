import { useQuery } from '@tanstack/react-query'
import { clueColours, clueHolders, clueStates as stateNames } from '@zhucan/catalogue'
import { Button, CloseIcon, type Option, Select, useFormat, useT } from '@zhucan/ui'
import { catalogueQuery } from '../app/catalogue.ts'
import { FilterFold } from '../app/filter-fold.tsx'
import { RegionChooser } from '../app/region-chooser.tsx'
import { useMay, useMe } from '../app/session.ts'
import { clueOfficesQuery } from './clue-work.queries.ts'
import { type CluesSearch, clueLevels, clueStates, dueColours, severities } from './clues.address.ts'

const all = 'all'
const nothing = {
  ...{ rule: undefined, state: undefined, severity: undefined, region: undefined, mine: undefined },
  ...{ holder: undefined, colour: undefined, office: undefined, verdict: undefined, changed: undefined },
} satisfies CluesSearch

interface FilterProps {
  search: CluesSearch
  onChange: (part: CluesSearch) => void
}

/** The filters of the clue list; each choice changes the address at once. */
export function CluesFilters(props: FilterProps) {
  const { search, onChange } = props
  const t = useT()
  const count = Object.keys(nothing).filter((key) => search[key as keyof CluesSearch] !== undefined).length
  return (
    <FilterFold chosen={count}>
      <div className="clues-filters">
        <RegionChooser
          selected={search.region}
          onSelect={(region) => onChange({ region, office: undefined })}
        />
        <RuleFilter {...props} />
        <WorkFilters {...props} />
        <OfficeFilter {...props} />
        {count > 0 && (
          <Button variant="quiet" icon={<CloseIcon />} onPress={() => onChange(nothing)}>
            {t('word.reset')}
          </Button>
        )}
      </div>
    </FilterFold>
  )
}

const useWithAll = () => {
  const t = useT()
  return (options: readonly Option[]) => [{ value: all, label: t('word.all') }, ...options]
}

function RuleFilter({ search, onChange }: FilterProps) {
  const t = useT()
  const format = useFormat()
  const withAll = useWithAll()
  const { data: catalogue } = useQuery(catalogueQuery)
  return (
    <>
      <Select
        label={t('clues.rule')}
        value={search.rule ?? all}
        onChange={(value) => onChange({ rule: value === all ? undefined : value })}
        options={withAll(
          (catalogue?.rules ?? []).map(({ id, title }) => ({ value: id, label: format.label(title) })),
        )}
      />
      <Select
        label={t('clues.severity')}
        value={search.severity ?? all}
        onChange={(value) => onChange({ severity: severities.find((known) => known === value) })}
        options={withAll(severities.map((value) => ({ value, label: t(`word.severity.${value}`) })))}
      />
    </>
  )
}

/** Where the work stands, who has it, how near its deadline is. */
function WorkFilters({ search, onChange }: FilterProps) {
  const t = useT()
  const format = useFormat()
  const withAll = useWithAll()
  const states = clueStates.flatMap((value) =>
    value === 'open' || value === 'in-work' || value === 'all'
      ? []
      : [{ value, label: format.label(stateNames[value]) }],
  )
  const isGroup = search.state === undefined || !states.some(({ value }) => value === search.state)
  return (
    <>
      <Select
        label={t('clues.state')}
        value={isGroup ? all : (search.state ?? all)}
        onChange={(value) => onChange({ state: clueStates.find((known) => known === value) })}
        options={withAll(states)}
      />
      <Select
        label={t('clues.holder')}
        value={search.holder ?? all}
        onChange={(value) => onChange({ holder: clueLevels.find((known) => known === value) })}
        options={withAll(
          ([3, 4, 5] as const).map((level) => ({
            value: String(level),
            label: format.label(clueHolders[level]),
          })),
        )}
      />
      <Select
        label={t('clues.colour')}
        value={search.colour ?? all}
        onChange={(value) => onChange({ colour: dueColours.find((known) => known === value) })}
        options={withAll(dueColours.map((value) => ({ value, label: format.label(clueColours[value]) })))}
      />
    </>
  )
}

/** Offices are those of a place, so the choice is there once a township or village is chosen. */
function OfficeFilter({ search, onChange }: FilterProps) {
  const t = useT()
  const withAll = useWithAll()
  const me = useMe()
  const place = search.region ?? me.reach.find(({ level }) => level >= 4)?.code
  const isLow = place !== undefined && !place.endsWith('000000')
  const mayAsk = useMay('clue.issue')
  const { data } = useQuery({ ...clueOfficesQuery(place ?? ''), enabled: mayAsk && isLow })
  const options = (data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (options.length === 0) return null
  return (
    <Select
      label={t('clues.office')}
      value={search.office ?? all}
      onChange={(value) => onChange({ office: value === all ? undefined : value })}
      options={withAll(options)}
    />
  )
}
