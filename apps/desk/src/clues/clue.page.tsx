import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  FactList,
  Link,
  Masked,
  PageHeader,
  Panel,
  PersonIcon,
  PreviousIcon,
  PrintIcon,
  useFormat,
  useT,
} from '@zhucan/ui'
import { Day, Severity, useDisabilityNames } from '../app/labels.tsx'
import { PageView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { CheckSheet } from './check-sheet.tsx'
import { ClueHistory } from './clue-history.tsx'
import { ClueState, Due } from './clue-words.tsx'
import { type WholeClue, wholeClueQuery } from './clue-work.queries.ts'
import { FindingsPanel } from './findings-panel.tsx'
import { HandlingsPanel } from './handlings-panel.tsx'
import { ReasonParts } from './why-panel.tsx'
import { WorkPanel } from './work-panel.tsx'
import './clues.css'
import './clue.css'

const route = getRouteApi('/desk/clues/$clueId')

/** One clue: who it is about and why, who has it, what was found and decided, and what can be done now. */
export function CluePage() {
  const { clueId } = route.useParams()
  const clue = useQuery(wholeClueQuery(clueId))
  return <PageView query={clue}>{(data) => <WholePage clue={data} />}</PageView>
}

function WholePage({ clue }: { clue: WholeClue }) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      <PageHeader
        title={format.label(clue.ruleTitle)}
        above={
          <span className="zc-no-print">
            <Link href="/clues" icon={<PreviousIcon />}>
              {t('clues.backToList')}
            </Link>
          </span>
        }
        below={
          <p className="desk-row" role="status">
            <ClueState state={clue.state} />
            {clue.due && (
              <>
                <span>{t('clues.due')}</span>
                <Due due={clue.due} colour={clue.colour} />
              </>
            )}
          </p>
        }
        actions={
          <Button icon={<PrintIcon />} onPress={() => window.print()}>
            {t('clueWork.print')}
          </Button>
        }
      />
      <div className="clue-columns">
        <div className="desk-stack clue-main">
          <WorkPanel clue={clue} />
          <FindingsPanel clue={clue} />
          <HandlingsPanel clue={clue} />
          <ClueHistory id={clue.id} />
        </div>
        <div className="desk-stack clue-side">
          <PersonPanel clue={clue} />
          <Panel title={t('clues.why')}>
            <div className="clues-why-parts">
              <ReasonParts clue={clue} />
            </div>
          </Panel>
        </div>
      </div>
      <CheckSheet />
    </>
  )
}

function PersonPanel({ clue }: { clue: WholeClue }) {
  const t = useT()
  const names = useDisabilityNames()
  const mayRead = useMay('person.read')
  const name = clue.personName
  return (
    <Panel
      title={t('clues.person')}
      actions={
        mayRead && (
          <Link look="secondary" href={`/persons/${clue.personId}`} icon={<PersonIcon />}>
            {t('clues.openPerson')}
          </Link>
        )
      }
    >
      <FactList
        facts={[
          {
            label: t('clueWork.name'),
            value: <Masked text={clue.subject === 'household' ? t('clues.householdOf', { name }) : name} />,
          },
          {
            label: t('clues.categoryLevel'),
            value: names.both(clue.category, clue.level) || t('word.unknown'),
          },
          { label: t('clueWork.residence'), value: clue.regionName ?? t('word.unknown') },
          { label: t('clueWork.place'), value: clue.placeName ?? t('word.unknown') },
          { label: t('clues.severity'), value: <Severity severity={clue.severity} /> },
          { label: t('clues.since'), value: <Day day={clue.since} /> },
        ]}
      />
    </Panel>
  )
}
