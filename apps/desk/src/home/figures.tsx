import { Figure, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import type { Dashboard } from './home.queries.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** The four figures one looks at first. */
export function Figures({ data }: { data: Dashboard }) {
  const t = useT()
  const format = useFormat()
  const { region } = data
  const holders = data.people.find(({ kind }) => kind === 'holder')?.count ?? 0
  const urgent = data.cluesByRule.filter(({ severity }) => severity === 'high')
  const unsaid = sum(data.cluesByRule.map(({ cannotSay }) => cannotSay))
  return (
    <section className="home-figures" aria-label={t('home.figures')}>
      <Figure
        label={t('home.holders')}
        value={format.number(holders)}
        unit={t('word.people')}
        href={address('/register', { region, kind: 'holder' })}
      />
      <Figure
        label={t('home.openClues')}
        value={format.number(sum(data.cluesByRule.map(({ open }) => open)))}
        unit={t('word.clues')}
        href={address('/clues', { region, state: 'open' })}
        note={unsaid > 0 ? t('home.cannotSay', { count: unsaid }) : undefined}
      />
      <Figure
        label={t('home.urgentClues')}
        value={format.number(sum(urgent.map(({ open }) => open)))}
        unit={t('word.clues')}
        href={address('/clues', { region, state: 'open', severity: 'high' })}
      />
      <Figure
        label={t('home.lists')}
        value={format.number(data.lists.length)}
        unit={t('word.files')}
        href="/lists"
      />
    </section>
  )
}
