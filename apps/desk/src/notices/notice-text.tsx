import { Button, Panel, useT } from '@zhucan/ui'
import { type MouseEvent, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { Span } from './clauses.ts'
import type { NoticeItem, WholeNotice } from './notices.queries.ts'
import { type Mark, pickMark, type Segment, segmentsOf, type TextLine } from './segments.ts'
import type { NoticeWork } from './use-notice-work.ts'

/** Where a line of the text is found on the page. */
export const lineId = (start: number): string => `line-${start}`

/** Brings a place of the text into sight and moves the focus there. */
export function goToPlace(notice: WholeNotice, at: number): void {
  const start = notice.text.lastIndexOf('\n', Math.max(0, at - 1)) + 1
  const line = document.getElementById(lineId(at === 0 ? 0 : start))
  const box = line?.closest<HTMLElement>('.notice-text')
  if (!line || !box) return
  bringIntoSight(box, line)
  line.focus({ preventScroll: true })
}

/** The text of a notice with its sections; what was read is marked in it. */
export function NoticeText({ work }: { work: NoticeWork }) {
  const t = useT()
  const { notice, selection, canDecide } = work
  return (
    <Panel title={t('notices.text')} note={t('notices.textNote')} flush>
      <div className="notice-reading">
        <Outline notice={notice} />
        <Text work={work} />
      </div>
      {selection && canDecide && !work.writing && (
        <div className="notice-selection">
          <span role="status">{t('notices.selected', { count: selection.end - selection.start })}</span>
          <Button onPress={() => work.write('mask')}>{t('notices.mask')}</Button>
          <Button onPress={() => work.write('add')}>{t('notices.useSelected')}</Button>
        </div>
      )}
    </Panel>
  )
}

function Outline({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const sections = notice.sections.filter(({ heading }) => heading !== '')
  if (sections.length === 0) return null
  return (
    <nav className="notice-outline" aria-label={t('notices.outline')}>
      <ul>
        {sections.map(({ path, heading, start }) => (
          <li key={start} data-depth={path.split('/').length}>
            <Button variant="quiet" onPress={() => goToPlace(notice, start)}>
              {path.split('/').at(-1)} {heading}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const personalMark = 'personal:'
const pickedMark = 'picked'

/** Quotes, personal data, and the words that somebody chooses at the moment. */
function marksOf(notice: WholeNotice, picked: Span | null): Mark[] {
  return [
    ...(picked ? [{ id: pickedMark, ...picked }] : []),
    ...notice.items.filter(({ state }) => state !== 'rejected'),
    ...notice.personalData.map(({ start, end }) => ({ id: `${personalMark}${start}`, start, end })),
  ]
}

function Text({ work }: { work: NoticeWork }) {
  const t = useT()
  const { notice, current, hovered, selection, setSelection } = work
  const box = useRef<HTMLDivElement>(null)
  // What is dragged over is marked by the browser; pieces drawn anew meanwhile would take it from under the finger.
  const picked = work.writing ? selection : null
  const lines = useMemo(() => segmentsOf(notice.text, marksOf(notice, picked)), [notice, picked])
  const items = useMemo(() => new Map(notice.items.map((item) => [item.id, item])), [notice])
  const headings = useMemo(() => new Set(notice.sections.map(({ start }) => start)), [notice])
  useShowCurrent(box, current)
  useShowPicked(box, picked)
  useTouched(box, work)
  const pick = (event: MouseEvent) => {
    const span = box.current && selectedSpan(box.current)
    setSelection(span)
    if (span) return
    const marks = (event.target as HTMLElement).closest('[data-marks]')?.getAttribute('data-marks')
    const id = marks && pickMark(marks.split(' '), current?.id)
    // The item opens where the items are, whichever part was shown beside the text or in its place.
    if (id) work.go({ item: id, write: undefined, tab: undefined })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the list of items and the picker of the form.
    <section
      ref={box}
      className="notice-text"
      aria-label={t('notices.textBody')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard.
      tabIndex={0}
      lang="zh-CN"
      onClick={pick}
    >
      {lines.map((line) => (
        <Line
          key={line.start}
          line={line}
          isHeading={headings.has(line.start)}
          items={items}
          shown={current?.id ?? hovered}
        />
      ))}
    </section>
  )
}

/** Scrolls the box alone where it scrolls by itself: the page stays where it is. */
function bringIntoSight(box: HTMLElement, mark: Element): void {
  if (box.scrollHeight <= box.clientHeight + 1) {
    mark.scrollIntoView({ block: 'center' })
    return
  }
  const distance = mark.getBoundingClientRect().top - box.getBoundingClientRect().top
  box.scrollTop += distance - box.clientHeight / 3
}

function useShowCurrent(box: { current: HTMLDivElement | null }, current: NoticeItem | undefined) {
  const id = current?.id
  useEffect(() => {
    if (!id) return
    const mark = box.current?.querySelector(`[data-marks~="${CSS.escape(id)}"]`)
    if (box.current && mark) bringIntoSight(box.current, mark)
  }, [id, box])
}

/** Whoever chooses words by the buttons of the form sees them move through the text. */
function useShowPicked(box: { current: HTMLDivElement | null }, picked: Span | null) {
  useEffect(() => {
    const mark = picked && box.current?.querySelector('[data-picked]')
    if (box.current && mark) bringIntoSight(box.current, mark)
  }, [picked, box])
}

function Line(props: {
  line: TextLine
  isHeading: boolean
  items: ReadonlyMap<string, NoticeItem>
  shown: string | undefined
}) {
  const { line, isHeading, items, shown } = props
  return (
    <p id={lineId(line.start)} tabIndex={-1} data-heading={isHeading || undefined}>
      {line.segments.map((segment) => (
        <Piece key={segment.start} segment={segment} items={items} shown={shown} />
      ))}
    </p>
  )
}

function Piece(props: {
  segment: Segment
  items: ReadonlyMap<string, NoticeItem>
  shown: string | undefined
}) {
  const { segment, items, shown } = props
  const ids = segment.marks.filter((id) => items.has(id))
  const isPersonal = segment.marks.some((id) => id.startsWith(personalMark))
  const inner = items.get(ids.at(-1) ?? '')
  const isShown = shown !== undefined && ids.includes(shown)
  const about = {
    'data-start': segment.start,
    ...(isPersonal && { 'data-personal': true }),
    ...(segment.marks.includes(pickedMark) && { 'data-picked': true }),
    ...(inner && { 'data-marks': ids.join(' '), 'data-kind': inner.kind, 'data-state': inner.state }),
  }
  return isShown ? (
    <mark {...about} data-shown>
      {segment.text}
    </mark>
  ) : (
    <span {...about}>{segment.text}</span>
  )
}

/** Words chosen by touch: no click follows when their ends are moved. While a mouse is down its own end is waited for. */
function useTouched(box: { current: HTMLDivElement | null }, { writing, setSelection }: NoticeWork) {
  const isDragged = useRef(false)
  const follow = useEffectEvent(() => {
    const span = box.current && !isDragged.current && !writing ? selectedSpan(box.current) : null
    if (span) setSelection(span)
  })
  useEffect(() => {
    const down = ({ pointerType }: PointerEvent) => {
      isDragged.current = pointerType === 'mouse'
    }
    const up = () => {
      isDragged.current = false
    }
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener('selectionchange', follow, { signal })
    document.addEventListener('pointerdown', down, { signal })
    document.addEventListener('pointerup', up, { signal })
    return () => listening.abort()
  }, [])
}

/** What is selected in the text, in its offsets; null where nothing is, or something outside. */
function selectedSpan(box: HTMLElement): Span | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const start = offsetOf(box, range.startContainer, range.startOffset)
  const end = offsetOf(box, range.endContainer, range.endOffset)
  return start !== null && end !== null && start < end ? { start, end } : null
}

function offsetOf(box: HTMLElement, node: Node, offset: number): number | null {
  if (!box.contains(node)) return null
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement?.closest('[data-start]')
    return piece ? Number(piece.getAttribute('data-start')) + offset : null
  }
  // A whole line was clicked thrice: the browser names the line behind it and no place in its text.
  const line = (node as Element).closest('p')
  return line ? Number(line.id.replace('line-', '')) : null
}
