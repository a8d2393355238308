import { personalDataKinds } from '@zhucan/catalogue'
import { placesOfWords } from '@zhucan/kernel'
import { Button, Checkbox, Select, useFormat, useT } from '@zhucan/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Span } from './clauses.ts'
import type { WholeNotice } from './notices.queries.ts'
import { guessKind, type KindToMask, kindsToMask } from './personal-kind.ts'
import { QuotePicker } from './quote-picker.tsx'
import type { NoticeWork } from './use-notice-work.ts'

/** Masks words that were not recognised, wherever they stand. */
export function MaskForm({ work }: { work: NoticeWork }) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const { notice, selection: place, setSelection, remasking } = work
  const [isTried, setTried] = useState(false)
  const [isEverywhere, setEverywhere] = useState(true)
  const [chosen, setChosen] = useState<KindToMask>()
  const kind = chosen ?? guessKind(place ? notice.text.slice(place.start, place.end) : '')
  const elsewhere = place ? placesElsewhere(notice, place) : 0
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input')?.focus()
  }, [])
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (place)
      remasking.mask({ ...place, kind, everywhere: isEverywhere && elsewhere > 0 }, () =>
        work.write(undefined),
      )
  }
  return (
    <form
      ref={form}
      className="notice-form"
      aria-label={t('notices.mask')}
      noValidate
      onSubmit={save}
      onKeyDown={(event) => event.key === 'Escape' && work.write(undefined)}
    >
      <QuotePicker
        of="mask"
        text={notice.text}
        place={place}
        selection={null}
        onChange={setSelection}
        {...(isTried && !place && { error: t('notices.maskNone') })}
      />
      <KindOfWords kind={kind} onChange={setChosen} />
      {elsewhere > 0 && (
        <Checkbox isSelected={isEverywhere} onChange={setEverywhere}>
          {t('notices.maskEverywhere', { count: elsewhere })}
        </Checkbox>
      )}
      <p className="desk-quiet desk-small">{t('notices.maskNote')}</p>
      <div className="desk-row">
        <Button variant="primary" type="submit" isPending={remasking.isPending}>
          {t('notices.maskDo')}
        </Button>
        <Button onPress={() => work.write(undefined)}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}

function KindOfWords({ kind, onChange }: { kind: KindToMask; onChange: (kind: KindToMask) => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <Select
      label={t('notices.maskKind')}
      options={kindsToMask.map((value) => ({ value, label: format.label(personalDataKinds[value]) }))}
      value={kind}
      onChange={(next) => onChange(kindsToMask.find((one) => one === next) ?? kind)}
    />
  )
}

/** How often the chosen words stand elsewhere; one character means nothing by itself. */
function placesElsewhere({ text }: WholeNotice, { start, end }: Span): number {
  const words = text.slice(start, end)
  if (words.replaceAll(/\s/g, '').length < 2 || words.includes('*')) return 0
  return placesOfWords(text, words).filter((place) => place.end <= start || place.start >= end).length
}
