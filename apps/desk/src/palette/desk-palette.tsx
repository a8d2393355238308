import { useRouter } from '@tanstack/react-router'
import { Palette, type PaletteGroup, SearchIcon, useSpeech, useT } from '@zhucan/ui'
import { useEffect, useEffectEvent, useState } from 'react'
import { address } from '../app/address.ts'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useActionEntries } from './action-entries.tsx'
import { type Entry, useSettingEntries } from './entries.tsx'
import { usePersonEntries, useRecentEntries, useRegionEntries, useViewEntries } from './found-entries.tsx'
import { bestOf } from './match.ts'
import { usePageEntries } from './page-entries.tsx'
import { keepRecent, type Recent } from './recent.ts'
import { usePeople } from './use-people.ts'

const numberId = 'find-by-number'

/** Finds pages, actions, places, people, views and settings in one box. A number that is typed stands in no address. */
export function DeskPalette(props: {
  isOpen: boolean
  onClose: () => void
  showKeys: () => void
  /** Called when its box has the focus; gives what was typed before that. */
  takeOver: () => string
}) {
  const t = useT()
  const router = useRouter()
  const [text, setText] = useState('')
  const takeOver = useEffectEvent(() => setText(props.takeOver() + text))
  useEffect(() => takeOver(), [])
  const close = () => {
    setText('')
    props.onClose()
  }
  const open = (href: string) => {
    close()
    router.history.push(href)
  }
  const people = usePeople(text, (id) => open(`/persons/${id}`))
  const sections = useSections(text, props.showKeys, people)
  const entries = sections.flatMap((section) => section.entries)
  const choose = (id: string) => {
    if (id === numberId) {
      people.find.mutate(text)
      return
    }
    const entry = entries.find((one) => one.id === id)
    if (!entry) return
    if (entry.recent) keepRecent(entry.recent)
    if (entry.href) open(entry.href)
    else {
      close()
      entry.run?.()
    }
  }
  return (
    <Palette
      isOpen={props.isOpen}
      onClose={close}
      title={t('palette.title')}
      label={t('palette.label')}
      text={text}
      onText={(typed) => {
        people.find.reset()
        setText(typed)
      }}
      groups={sections.map(asGroup)}
      onChoose={choose}
      isBusy={people.isBusy}
      status={useStatus(text, entries.length, people)}
      empty={t(people.isBusy ? 'palette.searching' : 'palette.nothing')}
    />
  )
}

/** An entry that may be remembered, and drawn otherwise than it is called. */
export type FoundEntry = Entry & { readonly recent?: Recent; readonly content?: React.ReactNode }

interface Section {
  readonly id: string
  readonly title: string
  readonly entries: readonly FoundEntry[]
}

const asGroup = ({ id, title, entries }: Section): PaletteGroup => ({
  id,
  title,
  items: entries.map(({ shortcut, ...entry }) => ({ ...entry, keys: shortcut })),
})

function useSections(text: string, showKeys: () => void, people: ReturnType<typeof usePeople>): Section[] {
  const t = useT()
  const pages = usePageEntries()
  const acts = useActionEntries(showKeys)
  const settings = useSettingEntries()
  const views = useViewEntries()
  const regions = useRegionEntries(text)
  const recent = useRecentEntries()
  const persons = usePersonEntries(people.rows)
  const all = useAllInRegister(text)
  const isEmpty = text.trim() === ''
  if (people.isNumber) {
    const entry = { id: numberId, label: t('palette.byNumber'), icon: <SearchIcon /> }
    return [{ id: 'people', title: t('palette.people'), entries: [entry] }]
  }
  const sections: Section[] = [
    { id: 'recent', title: t('palette.recent'), entries: isEmpty ? recent : [] },
    { id: 'pages', title: t('palette.pages'), entries: bestOf(pages, text, isEmpty ? 20 : 5) },
    { id: 'views', title: t('palette.views'), entries: bestOf(views, text, isEmpty ? 5 : 6) },
    { id: 'people', title: t('palette.people'), entries: [...persons, ...all] },
    { id: 'regions', title: t('palette.regions'), entries: isEmpty ? [] : regions },
    { id: 'acts', title: t('palette.acts'), entries: bestOf(acts, text, isEmpty ? 4 : 6) },
    { id: 'settings', title: t('palette.settings'), entries: isEmpty ? [] : bestOf(settings, text, 5) },
  ]
  return sections.filter(({ entries }) => entries.length > 0)
}

/** The whole list of those who fit, where a few are not enough. */
function useAllInRegister(text: string): FoundEntry[] {
  const t = useT()
  const mayList = useMay('person.list')
  const name = text.trim()
  if (!mayList || name === '' || /\d/.test(name)) return []
  return [
    {
      id: 'all-people',
      label: t('palette.allPeople', { name }),
      icon: <SearchIcon />,
      href: address('/register', { name: name.slice(0, 40) }),
    },
  ]
}

function useStatus(text: string, count: number, people: ReturnType<typeof usePeople>): string {
  const t = useT()
  const { problem } = useSpeech()
  const fault = people.find.error ?? people.error
  if (fault) {
    const { code, params } = problemOf(fault)
    return problem(code, params).what
  }
  if (people.isBusy) return t('palette.searching')
  const found = people.find.data
  if (found && !found.usable) return t('register.numberUnusable')
  if (found && found.ids.length === 0) return t('register.numberNobody')
  return text.trim() === '' ? t('palette.hint') : t('palette.found', { count })
}
