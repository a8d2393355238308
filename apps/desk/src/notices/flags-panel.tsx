import { doubtKinds } from '@zhucan/catalogue'
import { Panel, useFormat, useT } from '@zhucan/ui'
import { GoToText } from './go-to-text.tsx'
import type { WholeNotice } from './notices.queries.ts'
import { PersonalPanel } from './personal-panel.tsx'
import type { NoticeWork } from './use-notice-work.ts'

/** What has to be looked at before a notice goes on: personal data, and figures that contradict each other. */
export function FlagsPanel({ work, onGo }: { work: NoticeWork; onGo: (at: number) => void }) {
  return (
    <div className="desk-stack">
      <PersonalPanel work={work} onGo={onGo} />
      <Doubts notice={work.notice} onGo={onGo} />
    </div>
  )
}

interface FlagProps {
  notice: WholeNotice
  onGo: (at: number) => void
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
            <GoToText name={arithmetic} onGo={() => onGo(start)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
