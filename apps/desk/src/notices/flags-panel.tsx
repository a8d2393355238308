import { doubtKinds, personalDataKinds } from '@zhucan/catalogue'
import { Button, MaskedValue, Panel, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { revealDatum, type WholeNotice } from './notices.queries.ts'

/** What has to be looked at before a notice goes on: personal data, and figures that contradict each other. */
export function FlagsPanel({ notice, onGo }: { notice: WholeNotice; onGo: (at: number) => void }) {
  return (
    <div className="desk-stack">
      <Personal notice={notice} onGo={onGo} />
      <Doubts notice={notice} onGo={onGo} />
    </div>
  )
}

interface FlagProps {
  notice: WholeNotice
  onGo: (at: number) => void
}

function Personal({ notice, onGo }: FlagProps) {
  const t = useT()
  const format = useFormat()
  const mayReveal = useMay('notice.reveal')
  const [fault, setFault] = useState<unknown>(null)
  const nameOf = (kind: string, start: number) =>
    t('notices.personalPlace', {
      kind: Object.hasOwn(personalDataKinds, kind)
        ? format.label(personalDataKinds[kind as keyof typeof personalDataKinds])
        : kind,
      line: notice.text.slice(0, start).split('\n').length,
    })
  const reveal = (start: number) => async (reason: string) => {
    try {
      setFault(null)
      return (await revealDatum(notice.id, start, reason)).value
    } catch (error) {
      setFault(error)
      return null
    }
  }
  return (
    <Panel title={t('notices.personal')} note={t('notices.personalNote')}>
      {fault !== null && <ProblemSummary {...problemOf(fault)} />}
      {notice.personalData.length === 0 && <p className="desk-quiet">{t('notices.noPersonal')}</p>}
      <ul className="notice-flags">
        {notice.personalData.map(({ kind, start, end }) => (
          <li key={start}>
            <span>{nameOf(kind, start)}</span>
            {mayReveal ? (
              <MaskedValue
                label={nameOf(kind, start)}
                masked={notice.text.slice(start, end)}
                onReveal={reveal(start)}
              />
            ) : (
              <span className="zc-number">{notice.text.slice(start, end)}</span>
            )}
            <Go name={nameOf(kind, start)} onGo={() => onGo(start)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Go({ name, onGo }: { name: string; onGo: () => void }) {
  const t = useT()
  return (
    <Button variant="quiet" aria-label={`${t('notices.goTo')} ${name}`} onPress={onGo}>
      {t('notices.goTo')}
    </Button>
  )
}

function Doubts({ notice, onGo }: FlagProps) {
  const t = useT()
  const format = useFormat()
  return (
    <Panel title={t('notices.doubts')} note={t('notices.doubtsNote')}>
      {notice.doubts.length === 0 && <p className="desk-quiet">{t('notices.noDoubts')}</p>}
      <ul className="notice-flags">
        {notice.doubts.map(({ kind, quote, start, arithmetic, isTruncated }) => (
          <li key={`${start} ${arithmetic}`}>
            <strong>
              {Object.hasOwn(doubtKinds, kind)
                ? format.label(doubtKinds[kind as keyof typeof doubtKinds])
                : kind}
            </strong>
            <blockquote lang="zh-CN">{quote}</blockquote>
            <span className="zc-number">{arithmetic}</span>
            {isTruncated && <span className="desk-quiet">{t('notices.truncated')}</span>}
            <Go name={arithmetic} onGo={() => onGo(start)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
