import { FactList, Panel, Timeline, useFormat, useT } from '@zhucan/ui'
import { useNames } from '../app/catalogue.ts'
import { columnOrder, useColumnName, useWrittenValue } from '../app/columns.ts'
import type { Said } from './person.queries.ts'

const sources = ['register', 'list', 'staff', 'self', 'visit'] as const

/** What each source said and when. Old values stay beside new ones. */
export function SourcesPanel({ said }: { said: readonly Said[] }) {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  const columnName = useColumnName()
  const write = useWrittenValue()
  const sourceOf = ({ source, title, row }: Said) => {
    const known = sources.find((one) => one === source)
    const name = known ? t(`person.source.${known}`) : source
    if (!title) return name
    return row === null
      ? t('person.source.file', { source: name, file: title })
      : t('person.source.row', { source: name, file: title, row: String(row) })
  }
  return (
    <Panel title={t('person.tab.timeline')} note={t('person.timelineNote')}>
      {said.length === 0 ? (
        <p className="desk-quiet">{t('person.noTimeline')}</p>
      ) : (
        <Timeline
          entries={said.map((entry, index) => ({
            id: entry.id,
            when: format.day(entry.day),
            title: names.file(entry.fileType) ?? sourceOf(entry),
            source: sourceOf(entry),
            isCurrent: index === 0,
            body: (
              <FactList
                facts={inOrder(entry).map(([key, value]) => ({
                  label: columnName(entry.fileType, key),
                  value: write(entry.fileType, key, value),
                }))}
              />
            ),
          }))}
        />
      )}
    </Panel>
  )
}

const inOrder = ({ fileType, fields }: Said) =>
  Object.entries(fields).sort(([a], [b]) => columnOrder(fileType, a) - columnOrder(fileType, b))
