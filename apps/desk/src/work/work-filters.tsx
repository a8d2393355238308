import { clueColours, type TargetState, type TaskState, targetStates, taskStates } from '@zhucan/catalogue'
import { Button, CloseIcon, type Option, Select, useFormat, useT } from '@zhucan/ui'
import { RegionChooser } from '../app/region-chooser.tsx'
import {
  type TargetsSearch,
  type TasksSearch,
  targetScopes,
  targetStateChoices,
  taskScopes,
  taskStateChoices,
  workColours,
} from './work.address.ts'
import type { WorkKind } from './work.queries.ts'

/** What a filter changes in the address of either list. */
type Part = Omit<Partial<TasksSearch>, 'state'> & { state?: 'all' | undefined }

const any = 'any'
const groups = ['live', 'unanswered', 'open', 'in-work', 'all'] as const
const nothing = {
  scope: undefined,
  state: undefined,
  colour: undefined,
  region: undefined,
  notice: undefined,
  organisation: undefined,
}

/** The filters of both lists; each choice changes the address at once. */
export function WorkFilters<Search extends TargetsSearch | TasksSearch>(props: {
  kind: WorkKind
  search: Search
  onChange: (part: Part) => void
}) {
  const { kind, search, onChange } = props
  const t = useT()
  const format = useFormat()
  const isFiltered = Object.keys(nothing).some((key) => search[key as keyof Search] !== undefined)
  const scopes = kind === 'targets' ? targetScopes : taskScopes
  return (
    <div className="work-filters">
      <Select
        label={t('work.scope')}
        value={search.scope ?? 'mine'}
        onChange={(value) => onChange({ scope: value as (typeof taskScopes)[number] })}
        options={scopes.map((value) => ({ value, label: t(`work.scope.${value}`) }))}
      />
      <StateSelect {...props} />
      <Select
        label={t('work.colour')}
        value={search.colour ?? any}
        onChange={(value) => onChange({ colour: workColours.find((one) => one === value) })}
        options={[
          { value: any, label: t('word.all') },
          ...workColours.map((value) => ({ value, label: format.label(clueColours[value]) })),
        ]}
      />
      <RegionChooser
        selected={search.region}
        onSelect={(region) => onChange({ region, scope: region ? 'area' : undefined })}
      />
      {isFiltered && (
        <Button variant="quiet" icon={<CloseIcon />} onPress={() => onChange(nothing)}>
          {t('word.reset')}
        </Button>
      )}
    </div>
  )
}

function StateSelect(props: {
  kind: WorkKind
  search: TargetsSearch | TasksSearch
  onChange: (part: Part) => void
}) {
  const t = useT()
  const format = useFormat()
  const isTargets = props.kind === 'targets'
  const choices: readonly string[] = isTargets ? targetStateChoices : taskStateChoices
  const nameOf = (word: string): string => {
    const group = groups.find((one) => one === word)
    if (group) return t(`work.group.${group}`)
    return format.label(isTargets ? targetStates[word as TargetState] : taskStates[word as TaskState])
  }
  const options: Option[] = choices.map((value) => ({ value, label: nameOf(value) }))
  return (
    <Select
      label={t('work.state')}
      value={props.search.state ?? (isTargets ? 'live' : 'open')}
      onChange={(value) => props.onChange({ state: value as 'all' })}
      options={options}
    />
  )
}
