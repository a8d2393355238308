import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { EmptyState, Link, ProblemSummary, SearchField, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useSearchText } from '../app/use-search-text.ts'
import { looksLikeNumber } from '../palette/match.ts'

/** One box for names and numbers. A name goes into the address; a number is sent apart and never becomes part of it. */
export function RegisterSearchBox(props: { name: string; onName: (name: string) => void }) {
  const t = useT()
  const router = useRouter()
  const mayFindByNumber = useMay('person.find-by-number')
  const { text, setText, ask } = useSearchText(props.name)
  const find = useMutation({
    mutationFn: (number: string) =>
      post<{ usable: boolean; ids: string[] }>('/api/v1/persons/find-by-number', { number }),
    onSuccess: ({ ids }) => {
      if (ids.length === 1) router.history.push(`/persons/${ids[0]}`)
    },
  })
  const submit = (typed: string) => {
    find.reset()
    if (mayFindByNumber && looksLikeNumber(typed)) find.mutate(typed)
    else {
      ask(typed.trim())
      props.onName(typed.trim())
    }
  }
  return (
    <div className="register-search">
      <SearchField
        label={t(mayFindByNumber ? 'register.searchLabel' : 'register.name')}
        {...(mayFindByNumber ? { hint: t('register.searchHint') } : {})}
        value={text}
        onChange={setText}
        onSubmit={submit}
      />
      {find.error && <ProblemSummary {...problemOf(find.error)} />}
      <div role="status">{find.data && find.data.ids.length !== 1 && <NumberAnswer {...find.data} />}</div>
    </div>
  )
}

function NumberAnswer({ usable, ids }: { usable: boolean; ids: readonly string[] }) {
  const t = useT()
  if (!usable) {
    return <EmptyState title={t('register.numberUnusable')}>{t('register.numberUnusableHelp')}</EmptyState>
  }
  if (ids.length === 0) {
    return <EmptyState title={t('register.numberNobody')}>{t('register.numberNobodyHelp')}</EmptyState>
  }
  return (
    <ul>
      {ids.map((id, index) => (
        <li key={id}>
          <Link look="row" href={`/persons/${id}`}>
            {t('register.numberMatch', { number: index + 1 })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
