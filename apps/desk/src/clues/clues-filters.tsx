import { useQuery } from '@tanstack/react-query'
import { Button, CloseIcon, type Option, Select, useFormat, useT } from '@zhucan/ui'
import { catalogueQuery } from '../app/catalogue.ts'
import { RegionChooser } from '../app/region-chooser.tsx'
import { type CluesSearch, clueStates, severities } from './clues.address.ts'

const all = 'all'

/** The filters of the clue list; each choice changes the address at once. */
export function CluesFilters(props: { search: CluesSearch; onChange: (part: CluesSearch) => void }) {
  const { search, onChange } = props
  const t = useT()
  const format = useFormat()
  const { data: catalogue } = useQuery(catalogueQuery)
  const withAll = (options: readonly Option[]) => [{ value: all, label: t('word.all') }, ...options]
  const isFiltered = Boolean(search.rule || search.state || search.severity || search.region)
  return (
    <div className="clues-filters">
      <RegionChooser selected={search.region} onSelect={(region) => onChange({ region })} />
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
      <Select
        label={t('clues.state')}
        value={search.state ?? all}
        onChange={(value) => onChange({ state: clueStates.find((known) => known === value) })}
        options={withAll(clueStates.map((value) => ({ value, label: t(`word.clueState.${value}`) })))}
      />
      {isFiltered && (
        <Button
          variant="quiet"
          icon={<CloseIcon />}
          onPress={() =>
            onChange({ rule: undefined, state: undefined, severity: undefined, region: undefined })
          }
        >
          {t('word.reset')}
        </Button>
      )}
    </div>
  )
}
