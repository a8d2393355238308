import { Button, CheckIcon, CloseIcon, Disclosure, Link, UndoIcon, useFormat, useT } from '@zhucan/ui'
import { useEffect, useRef } from 'react'
import { CorrectForm } from './item-form.tsx'
import { ItemState, useItemWords } from './item-words.tsx'
import type { NoticeItem } from './notices.queries.ts'
import type { NoticeWork } from './use-notice-work.ts'

/** One item: what it says and how it stands; open, also its words, why, and what can be done. */
export function ItemCard({ item, work }: { item: NoticeItem; work: NoticeWork }) {
  const words = useItemWords()
  const isCurrent = work.current?.id === item.id
  const head = useRef<HTMLButtonElement>(null)
  const hasFocus = isCurrent && work.writing === undefined && work.selection === null
  useEffect(() => {
    if (!hasFocus) return
    head.current?.focus({ preventScroll: true })
    head.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [hasFocus])
  return (
    <li
      className="notice-item"
      data-current={isCurrent || undefined}
      data-kind={item.kind}
      onPointerEnter={() => work.setHovered(item.id)}
      onPointerLeave={() => work.setHovered(undefined)}
    >
      <Button
        ref={head}
        variant="quiet"
        aria-expanded={isCurrent}
        onPress={() => work.select(isCurrent ? undefined : item.id)}
      >
        <span className="notice-item-head">
          <span className="notice-item-words">{words.summary(item)}</span>
          <ItemState state={item.state} />
        </span>
      </Button>
      {isCurrent && <OpenItem item={item} work={work} />}
    </li>
  )
}

function OpenItem({ item, work }: { item: NoticeItem; work: NoticeWork }) {
  const t = useT()
  const format = useFormat()
  if (work.writing === 'correct') return <CorrectForm key={item.version} item={item} work={work} />
  const section = work.notice.sections.find(({ path }) => path === item.section)
  return (
    <div className="notice-item-body">
      <blockquote lang="zh-CN">{item.quote}</blockquote>
      {section && (
        <p className="desk-quiet desk-small">
          {t('notices.inSection', { section: `${section.path} ${section.heading}`.trim() })}
        </p>
      )}
      <Said item={item} />
      {item.decidedByName && item.decidedAt && (
        <p className="desk-quiet desk-small">
          {t('notices.decidedBy', { name: item.decidedByName, at: format.moment(item.decidedAt) })}
        </p>
      )}
      <Made item={item} work={work} />
      {work.canDecide && <Acts item={item} work={work} />}
      <span className="notice-see-text">
        <Button variant="quiet" onPress={() => work.go({ tab: 'text' })}>
          {t('notices.seeText')}
        </Button>
      </span>
    </div>
  )
}

/** Bodies in full, what the machine had proposed where it was changed, and why a figure was judged as it was. */
function Said({ item }: { item: NoticeItem }) {
  const t = useT()
  const words = useItemWords()
  const { value, proposed, state } = item
  return (
    <>
      {'lead' in value && value.support.length > 0 && (
        <p>
          {t('notices.support')}: {value.support.join('、')}
        </p>
      )}
      {'date' in value && value.to && (
        <p>
          {t('notices.to')}: {value.to}
        </p>
      )}
      {'value' in value && value.by && (
        <p>
          {t('notices.by')}: {words.day(value.by)}
        </p>
      )}
      {proposed && state === 'corrected' && (
        <p className="desk-small">
          {t('notices.proposed')}: {words.kind(proposed.kind)} · {words.summary(proposed)}
        </p>
      )}
      {proposed?.reasons && proposed.reasons.length > 0 && (
        <Disclosure title={t('notices.reasons')}>
          <p className="desk-quiet desk-small">{t('notices.reasonsNote')}</p>
          <ul className="notice-reasons">
            {proposed.reasons.map(({ cue, weight }) => (
              <li key={`${cue}${weight}`}>
                <span lang="zh-CN">{cue}</span> <span className="zc-number">{weight}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  )
}

/** The way to what was made of an item. */
function Made({ item, work }: { item: NoticeItem; work: NoticeWork }) {
  const t = useT()
  const made = work.notice.made.filter(({ itemId }) => itemId === item.id)
  if (made.length === 0) return null
  return (
    <p className="desk-row">
      {made.map(({ kind, id }) => (
        <Link key={id} href={`/${kind}s/${id}`}>
          {t(kind === 'target' ? 'notices.madeTarget' : 'notices.madeTask')}
        </Link>
      ))}
    </p>
  )
}

function Acts({ item, work }: { item: NoticeItem; work: NoticeWork }) {
  const t = useT()
  const isFigure = item.kind === 'target' || item.kind === 'fact'
  const { state, proposed } = item
  const isUndecided = state === 'proposed' || state === 'rejected'
  return (
    <div className="desk-row notice-acts">
      {isUndecided && (
        <Button icon={<CheckIcon />} onPress={() => work.decide(item, { act: 'confirm' })}>
          {t('notices.confirm')}
        </Button>
      )}
      <Button onPress={() => work.write('correct')}>{t('notices.correct')}</Button>
      {isFigure && (
        <Button onPress={() => work.turn(item)}>
          {t(item.kind === 'target' ? 'notices.toFact' : 'notices.toTarget')}
        </Button>
      )}
      {state !== 'rejected' && (
        <Button icon={<CloseIcon />} onPress={() => work.decide(item, { act: 'reject' })}>
          {t('notices.reject')}
        </Button>
      )}
      {state !== 'proposed' && proposed && (
        <Button icon={<UndoIcon />} onPress={() => work.decide(item, { act: 'reset' })}>
          {t('notices.reset')}
        </Button>
      )}
    </div>
  )
}
