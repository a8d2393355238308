import { Button, TextField, useAnnounce, useT } from '@zhucan/ui'
import { useMemo, useState } from 'react'
import {
  findWords,
  moveByCharacter,
  moveEdge,
  type Span,
  sentenceAt,
  sentencesOf,
  stepSentence,
} from './clauses.ts'

/** Chooses the words an item rests on, by what was dragged over, sentence by sentence, or by looking words up. */
export function QuotePicker(props: {
  text: string
  place: Span | null
  /** What is selected in the text now. */
  selection: Span | null
  onChange: (place: Span) => void
  error?: string | undefined
  /** What is chosen: words of an item by its clauses, or words to be masked by their characters. */
  of?: 'item' | 'mask'
}) {
  const { text, place, selection, onChange, of = 'item' } = props
  const t = useT()
  const announce = useAnnounce()
  const sentences = useMemo(() => sentencesOf(text), [text])
  const take = (span: Span | null | undefined) => {
    if (!span) return
    onChange(span)
    announce(text.slice(span.start, span.end))
  }
  const from = place ?? sentenceAt(sentences, 0) ?? null
  const isElsewhere = selection && (selection.start !== place?.start || selection.end !== place?.end)
  const step = (by: 1 | -1) => take(place && from ? stepSentence(sentences, from, by) : from)
  const edge = (end: 'start' | 'end', by: 1 | -1) =>
    take(place && (of === 'mask' ? moveByCharacter : moveEdge)(text, place, end, by))
  return (
    <fieldset className="notice-picker">
      <legend>{t(of === 'mask' ? 'notices.maskWords' : 'notices.quote')}</legend>
      {place ? (
        <blockquote lang="zh-CN">{text.slice(place.start, place.end)}</blockquote>
      ) : (
        <p className="desk-quiet">{t('notices.quoteNone')}</p>
      )}
      {props.error && <p className="notice-picker-fault">{props.error}</p>}
      <div className="desk-row">
        {isElsewhere && <Button onPress={() => take(selection)}>{t('notices.quoteUse')}</Button>}
        <Button onPress={() => step(-1)}>{t('notices.quotePrevious')}</Button>
        <Button onPress={() => step(1)}>{t('notices.quoteNext')}</Button>
        <Button isDisabled={!place} onPress={() => edge('start', -1)}>
          {t('notices.quoteStartBack')}
        </Button>
        <Button isDisabled={!place} onPress={() => edge('start', 1)}>
          {t('notices.quoteStartOn')}
        </Button>
        <Button isDisabled={!place} onPress={() => edge('end', -1)}>
          {t('notices.quoteEndBack')}
        </Button>
        <Button isDisabled={!place} onPress={() => edge('end', 1)}>
          {t('notices.quoteEndOn')}
        </Button>
      </div>
      <FindWords text={text} after={place?.start ?? -1} onFound={take} />
    </fieldset>
  )
}

function FindWords(props: { text: string; after: number; onFound: (span: Span) => void }) {
  const t = useT()
  const [words, setWords] = useState('')
  const [isMissing, setMissing] = useState(false)
  const find = () => {
    const found = findWords(props.text, words, props.after + 1)
    setMissing(found === null)
    if (found) props.onFound(found)
  }
  return (
    <div className="notice-find">
      <TextField
        label={t('notices.quoteFind')}
        value={words}
        onChange={setWords}
        maxLength={300}
        {...(isMissing ? { error: t('notices.quoteNotFound') } : {})}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          find()
        }}
      />
      <Button onPress={find}>{t('notices.quoteFindNext')}</Button>
    </div>
  )
}
