import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  type Column,
  DataTable,
  Dialog,
  Link,
  MaskedValue,
  PageHeader,
  Panel,
  PreviousIcon,
  ProblemSummary,
  State,
  TextField,
  useFormat,
  useNotify,
  useSpeech,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { PageView } from '../app/query-view.tsx'
import { useMay, useMe } from '../app/session.ts'
import { type Organisation, organisationQuery, type Term } from './organisations.queries.ts'
import { TermForm } from './term-form.tsx'
import './organisations.css'

const route = getRouteApi('/desk/organisations/$organisationId')

/** One organisation: everybody who held a post there, and what was said of it before. */
export function OrganisationPage() {
  const { organisationId } = route.useParams()
  const found = useQuery(organisationQuery(organisationId))
  return <PageView query={found}>{(data) => <OneOrganisation organisation={data} />}</PageView>
}

function OneOrganisation({ organisation }: { organisation: Organisation }) {
  const t = useT()
  const format = useFormat()
  const mayWrite = useMay('organisation.write')
  const [ended, setEnded] = useState<Term | null>(null)
  const columns = useColumns(mayWrite ? setEnded : null)
  return (
    <>
      <PageHeader
        title={organisation.name}
        above={
          <Link look="row" href="/directory" icon={<PreviousIcon />}>
            {t('organisations.back')}
          </Link>
        }
        below={organisation.regionName}
      />
      <Panel title={t('organisations.terms')} flush>
        <DataTable
          caption={t('organisations.terms')}
          columns={columns}
          rows={organisation.terms}
          rowKey={({ id }) => id}
          empty={<p className="organisations-empty">{t('organisations.vacant')}</p>}
        />
      </Panel>
      {mayWrite && (
        <Panel onScreenOnly title={t('organisations.addTerm')}>
          <TermForm organisationId={organisation.id} />
        </Panel>
      )}
      {organisation.changes.length > 0 && (
        <Panel title={t('organisations.history')}>
          <ul className="organisations-offices">
            {organisation.changes.map(({ id, said, at, byName }) => (
              <li key={id}>
                {t('organisations.was', { said: Object.values(said).map(String).join(', ') })}{' '}
                <span className="desk-quiet desk-small">
                  {format.moment(at)} {byName}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {ended && <EndTerm term={ended} organisationId={organisation.id} onClose={() => setEnded(null)} />}
    </>
  )
}

function useColumns(onEnd: ((term: Term) => void) | null): Column<Term>[] {
  const t = useT()
  const format = useFormat()
  return [
    { id: 'name', header: t('organisations.name'), isRowHeader: true, cell: ({ name }) => name },
    {
      id: 'post',
      header: t('organisations.post'),
      cell: ({ post: held }) => t(`organisations.post.${held}`),
    },
    { id: 'from', header: t('organisations.from'), cell: ({ fromDay }) => format.day(fromDay) },
    {
      id: 'until',
      header: t('organisations.until'),
      cell: ({ untilDay }) =>
        untilDay ? format.day(untilDay) : <State kind="good">{t('organisations.inOffice')}</State>,
    },
    { id: 'phone', header: t('organisations.phone'), cell: (term) => <Phone term={term} /> },
    {
      id: 'pay',
      header: t('organisations.paySource'),
      isQuiet: true,
      cell: ({ paySource }) => paySource ?? t('word.unknown'),
    },
    ...(onEnd
      ? [
          {
            id: 'end',
            header: t('organisations.endTerm'),
            cell: (term: Term) =>
              term.untilDay === null && (
                <Button aria-label={`${t('organisations.endTerm')} ${term.name}`} onPress={() => onEnd(term)}>
                  {t('organisations.endTerm')}
                </Button>
              ),
          },
        ]
      : []),
  ]
}

function Phone({ term }: { term: Term }) {
  const { t, problem } = useSpeech()
  const notify = useNotify()
  const mayShow = useMay('organisation.contact')
  if (!term.phone) return t('word.none')
  if (!mayShow) return term.phone
  const reveal = async (reason: string): Promise<string | null> => {
    try {
      return (await post<{ value: string }>(`/api/v1/office-holders/${term.id}/contact`, { reason })).value
    } catch (error) {
      const { code, params } = problemOf(error)
      const { what, todo } = problem(code, params)
      notify({ kind: 'danger', text: `${what} ${todo}` })
      return null
    }
  }
  return (
    <MaskedValue label={`${t('organisations.phone')} ${term.name}`} masked={term.phone} onReveal={reveal} />
  )
}

function EndTerm({
  term,
  organisationId,
  onClose,
}: {
  term: Term
  organisationId: string
  onClose: () => void
}) {
  const t = useT()
  const me = useMe()
  const queries = useQueryClient()
  const [day, setDay] = useState(me.day)
  const end = useMutation({
    mutationFn: () => post(`/api/v1/office-holders/${term.id}/end`, { untilDay: day }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organisation', organisationId] })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('organisations.endTermOf', { name: term.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={end.isPending} onPress={() => end.mutate()}>
            {t('organisations.endTerm')}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {end.error && <ProblemSummary {...problemOf(end.error)} />}
        <TextField label={t('organisations.lastDay')} type="date" value={day} onChange={setDay} />
      </div>
    </Dialog>
  )
}
