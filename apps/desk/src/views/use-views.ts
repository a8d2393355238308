import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify, useSpeech, useT } from '@zhucan/ui'
import { address, type SearchValues } from '../app/address.ts'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { type SavedView, type ViewPlace, viewsQuery } from './views.queries.ts'

/** What of a list's address belongs to a view: not the page, the open row, the view itself, nor a name. */
export function keptSearch(search: SearchValues): Record<string, string> {
  const never = ['name', 'page', 'clue', 'view', 'from', 'title']
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) =>
      value === undefined || value === '' || never.includes(key) ? [] : [[key, String(value)]],
    ),
  )
}

/** The same filters, whatever their order. */
export function isSame(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const written = (search: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(search).sort())
  return written(one) === written(other)
}

/** The address a view opens. */
export const viewAddress = ({ id, place, search }: SavedView): string =>
  address(`/${place}`, { ...search, view: id })

/** The views one has; none for those who may keep none. */
export function useViews(place?: ViewPlace): readonly SavedView[] {
  const mayKeep = useMay('view.keep')
  const { data = [] } = useQuery({ ...viewsQuery, enabled: mayKeep })
  return place ? data.filter((view) => view.place === place) : data
}

/** Where an entry of the navigation leads: to the view chosen for it, where there is one. */
export function useFirstViews(): (href: string) => string {
  const first = useViews().filter(({ isFirst }) => isFirst)
  return (href) => {
    const view = first.find(({ place }) => `/${place}` === href.split('?')[0])
    return view ? viewAddress(view) : href
  }
}

/** What is sent of a view when it is kept or changed. */
export interface KeptView {
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly isShared: boolean
}

/** Saving, changing and removing views; what was done is said, and removing can be undone. */
export function useViewActions(place: ViewPlace) {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const client = useQueryClient()
  const done = () => client.invalidateQueries({ queryKey: viewsQuery.queryKey })
  const onError = (error: unknown) => {
    const { code, params } = problemOf(error)
    notify({ kind: 'danger', text: problem(code, params).what })
  }
  const create = (view: KeptView) => post<{ id: string }>('/api/v1/views', { ...view, place })
  const first = useMutation({
    mutationFn: (id: string | null) => post('/api/v1/views/first', { place, id }),
    onSuccess: done,
    onError,
  })
  const save = useMutation({
    mutationFn: create,
    onSuccess: async (_answer, { name }) => {
      await done()
      notify({ kind: 'good', text: t('views.saved', { name }) })
    },
  })
  const update = useMutation({
    mutationFn: ({ id, ...view }: KeptView & { id: string }) => post(`/api/v1/views/${id}`, view, 'PUT'),
    onSuccess: async (_answer, { name }) => {
      await done()
      notify({ kind: 'good', text: t('views.updated', { name }) })
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: ({ id }: SavedView) => post(`/api/v1/views/${id}`, {}, 'DELETE'),
    onSuccess: async (_answer, { name, search, isShared }) => {
      await done()
      const undo = () => void create({ name, search, isShared }).then(done, onError)
      notify({ kind: 'good', text: t('views.removed', { name }), undo })
    },
    onError,
  })
  return { first, save, update, remove }
}
