import { useQuery } from '@tanstack/react-query'
import { categories, levels } from '@zhucan/kernel'
import { Button, CloseIcon, type Option, Select, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { catalogueQuery } from '../app/catalogue.ts'
import { useWhenQuiet } from '../app/fetch-ahead.ts'
import { FilterFold } from '../app/filter-fold.tsx'
import { certificateStates, personKinds, type RegisterSearch } from './register.address.ts'

const all = 'all'

/** The register as one first meets it: all holders of the place. */
const unfiltered: RegisterSearch = {
  category: undefined,
  level: undefined,
  certificateState: undefined,
  kind: 'holder',
  rule: undefined,
  name: undefined,
}

/** The filters of the register; each choice changes the address at once. */
export function RegisterFilters(props: { search: RegisterSearch; onChange: (part: RegisterSearch) => void }) {
  const { search, onChange } = props
  const t = useT()
  const format = useFormat()
  // The names of the rules are many; the people come first.
  const [isQuiet, setQuiet] = useState(false)
  useWhenQuiet(() => setQuiet(true))
  const { data: catalogue } = useQuery({ ...catalogueQuery, enabled: isQuiet || search.rule !== undefined })
  const withAll = (options: readonly Option[]) => [{ value: all, label: t('word.all') }, ...options]
  const chosen = <T,>(value: string, choices: readonly T[]) =>
    choices.find((choice) => String(choice) === value)
  const { category, level, certificateState, rule, kind } = search
  const chosenFilters = [category, level, certificateState, rule, kind !== 'holder' || undefined]
  const count = chosenFilters.filter((one) => one !== undefined).length
  const isFiltered = count > 0 || Boolean(search.name)
  return (
    <FilterFold chosen={count}>
      <div className="register-filters">
        <Select
          label={t('register.category')}
          value={search.category ?? all}
          onChange={(value) => onChange({ category: categories.find(({ code }) => code === value)?.code })}
          options={withAll(
            categories.map(({ code, label }) => ({ value: code, label: format.label(label) })),
          )}
        />
        <Select
          label={t('register.level')}
          value={String(search.level ?? all)}
          onChange={(value) => onChange({ level: levels.find(({ code }) => String(code) === value)?.code })}
          options={withAll(
            levels.map(({ code, label }) => ({ value: String(code), label: format.label(label) })),
          )}
        />
        <Select
          label={t('register.certificateState')}
          value={search.certificateState ?? all}
          onChange={(value) => onChange({ certificateState: chosen(value, certificateStates) })}
          options={withAll(
            certificateStates.map((value) => ({ value, label: t(`word.certificate.${value}`) })),
          )}
        />
        <Select
          label={t('register.kind')}
          value={search.kind ?? all}
          onChange={(value) => onChange({ kind: chosen(value, personKinds) })}
          options={withAll(personKinds.map((value) => ({ value, label: t(`word.kind.${value}`) })))}
        />
        <Select
          label={t('register.rule')}
          value={search.rule ?? all}
          onChange={(value) => onChange({ rule: value === all ? undefined : value })}
          options={withAll(
            (catalogue?.rules ?? []).map(({ id, title }) => ({ value: id, label: format.label(title) })),
          )}
        />
        {isFiltered && (
          <Button variant="quiet" icon={<CloseIcon />} onPress={() => onChange(unfiltered)}>
            {t('word.reset')}
          </Button>
        )}
      </div>
    </FilterFold>
  )
}
