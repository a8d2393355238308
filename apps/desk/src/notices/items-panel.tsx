import { Button, EmptyState, Keys, Panel, ProblemSummary, useT } from '@zhucan/ui'
import { useEffect, useRef } from 'react'
import { problemOf } from '../app/http.ts'
import { ItemCard } from './item-card.tsx'
import { AddForm } from './item-form.tsx'
import { useItemWords } from './item-words.tsx'
import { groupItems, type NoticeWork } from './use-notice-work.ts'

/** Everything read in a notice or added to it, by kind; the chosen one is open. */
export function ItemsPanel({ work }: { work: NoticeWork }) {
  const t = useT()
  const words = useItemWords()
  const { notice, canDecide, writing } = work
  const addButton = useFocusBack(work)
  const groups = groupItems(notice.items).filter(({ items }) => items.length > 0)
  return (
    <Panel
      title={t('notices.items')}
      flush
      actions={
        canDecide && (
          <Button ref={addButton} isDisabled={writing === 'add'} onPress={() => work.write('add')}>
            {t('notices.add')}
          </Button>
        )
      }
    >
      {canDecide && <KeysHelp />}
      {work.fault && (
        <div className="notice-fault">
          <ProblemSummary {...problemOf(work.fault)} takesFocus={false} />
        </div>
      )}
      {writing === 'add' && <AddForm work={work} />}
      <div className="notice-items">
        {groups.map(({ kind, items }) => (
          <section key={kind} aria-label={words.kind(kind)}>
            <h3 className="notice-group" data-kind={kind}>
              {words.kind(kind)} <span className="zc-number">{items.length}</span>
            </h3>
            <ol>
              {items.map((item) => (
                <ItemCard key={item.id} item={item} work={work} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {groups.length === 0 && (
        <EmptyState title={t('notices.noItems')}>
          {t(notice.isOwn ? 'notices.noItemsHelp' : 'notices.noItemsBelow')}
        </EmptyState>
      )}
    </Panel>
  )
}

/** Whoever gives up adding is back at the button that it began with, unless an item is open. */
function useFocusBack({ writing, current }: NoticeWork) {
  const button = useRef<HTMLButtonElement>(null)
  const wasAdding = useRef(false)
  useEffect(() => {
    if (wasAdding.current && writing === undefined && !current) button.current?.focus()
    wasAdding.current = writing === 'add'
  }, [writing, current])
  return button
}

const help = [
  ['j k', 'step'],
  ['y', 'confirm'],
  ['e', 'correct'],
  ['t', 'turn'],
  ['x', 'reject'],
  ['u', 'reset'],
  ['n', 'next'],
  ['a', 'add'],
  ['m', 'mask'],
] as const

function KeysHelp() {
  const t = useT()
  return (
    <dl className="notice-keys" aria-label={t('notices.keys')}>
      {help.map(([keys, word]) => (
        <div key={word}>
          <dt>
            <Keys keys={keys} />
          </dt>
          <dd>{t(`notices.key.${word}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
