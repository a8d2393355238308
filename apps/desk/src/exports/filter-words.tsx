import { useT } from '@zhucan/ui'
import { useNames } from '../app/catalogue.ts'
import { useDisabilityNames } from '../app/labels.tsx'
import { useRegionPath } from '../app/regions.ts'
import { useClueFilterWords } from '../clues/clue-words.tsx'
import { certificateStates, personKinds } from '../register/register.address.ts'

/** The filter of an export in words, as the list itself says it. */
export function FilterWords({ filter }: { filter: Readonly<Record<string, unknown>> }) {
  const t = useT()
  const region = useRegionPath(typeof filter.region === 'string' ? filter.region : undefined)
  const names = useNames()
  const disability = useDisabilityNames()
  const ofClues = useClueFilterWords()
  const say = (name: string, value: string): string => {
    if (name === 'region') return region.name ?? value
    const kind = personKinds.find((one) => name === 'kind' && one === value)
    if (kind) return t(`word.kind.${kind}`)
    const state = certificateStates.find((one) => name === 'certificateState' && one === value)
    if (state) return t(`word.certificate.${state}`)
    if (name === 'category') return disability.both(value, null)
    if (name === 'rule') return names.rule(value)
    return ofClues(name, value) ?? `${name}: ${value}`
  }
  const words = Object.entries(filter).map(([name, value]) => say(name, String(value)))
  return words.join(', ') || t('exports.noFilter')
}
