import { personalDataKinds } from '@zhucan/catalogue'
import { Button, MaskedValue, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { GoToText } from './go-to-text.tsx'
import { LeftPlaces } from './left-places.tsx'
import { MaskForm } from './mask-form.tsx'
import { type MaskedPlace, revealDatum, type WholeNotice } from './notices.queries.ts'
import { UnmaskDialog } from './unmask-dialog.tsx'
import type { NoticeWork } from './use-notice-work.ts'

interface PanelProps {
  work: NoticeWork
  onGo: (at: number) => void
}

/** Personal data of a notice: what is masked, what the reader missed, and what was masked wrongly. */
export function PersonalPanel({ work, onGo }: PanelProps) {
  const t = useT()
  const { notice, canDecide, writing } = work
  const button = useFocusBack(work)
  const [fault, setFault] = useState<unknown>(null)
  const { fault: unmade } = work.remasking
  const isClosed = notice.isOwn && notice.state === 'confirmed'
  return (
    <Panel
      title={t('notices.personal')}
      note={t('notices.personalNote')}
      actions={
        canDecide && (
          <Button ref={button} isDisabled={writing === 'mask'} onPress={() => work.write('mask')}>
            {t('notices.mask')}
          </Button>
        )
      }
    >
      {isClosed && (
        <p className="notice-closed">{t(notice.sentAt ? 'notices.maskSent' : 'notices.maskConfirmed')}</p>
      )}
      {unmade && <ProblemSummary {...problemOf(unmade)} />}
      {writing === 'mask' && <MaskForm work={work} />}
      {fault !== null && <ProblemSummary {...problemOf(fault)} />}
      {notice.personalData.length === 0 && <p className="desk-quiet">{t('notices.noPersonal')}</p>}
      <ul className="notice-flags">
        {notice.personalData.map((place) => (
          <Masked key={place.start} {...{ work, onGo, place, setFault }} />
        ))}
      </ul>
      {notice.unmasked.length > 0 && <Unmasked {...{ work, onGo }} />}
      <LeftPlaces notice={notice} />
    </Panel>
  )
}

/** Whoever masked words, or gave up doing so, is back at the button that it began with. */
function useFocusBack({ writing }: NoticeWork) {
  const button = useRef<HTMLButtonElement>(null)
  const wasMasking = useRef(false)
  useEffect(() => {
    if (wasMasking.current && writing === undefined) button.current?.focus()
    wasMasking.current = writing === 'mask'
  }, [writing])
  return button
}

function useNameOf(notice: WholeNotice) {
  const t = useT()
  const format = useFormat()
  return ({ kind, start }: MaskedPlace) =>
    t('notices.personalPlace', {
      kind: Object.hasOwn(personalDataKinds, kind)
        ? format.label(personalDataKinds[kind as keyof typeof personalDataKinds])
        : kind,
      line: notice.text.slice(0, start).split('\n').length,
    })
}

interface PlaceProps extends PanelProps {
  place: MaskedPlace
  setFault: (fault: unknown) => void
}

function Masked({ work, onGo, place, setFault }: PlaceProps) {
  const t = useT()
  const mayReveal = useMay('notice.reveal')
  const [isAsking, setAsking] = useState(false)
  const { notice, canDecide } = work
  const name = useNameOf(notice)(place)
  const masked = notice.text.slice(place.start, place.end)
  const reveal = async (reason: string) => {
    try {
      setFault(null)
      return (await revealDatum(notice.id, place.start, reason)).value
    } catch (error) {
      setFault(error)
      return null
    }
  }
  return (
    <li>
      <span>{name}</span>
      {place.by && <State kind="notice">{t('notices.maskedByHand')}</State>}
      <div className="notice-place-acts">
        {mayReveal ? (
          <MaskedValue label={name} masked={masked} onReveal={reveal} />
        ) : (
          <span className="zc-number">{masked}</span>
        )}
        <GoToText name={name} onGo={() => onGo(place.start)} />
        {canDecide && mayReveal && (
          <Button
            variant="quiet"
            aria-label={`${t('notices.unmask')} ${name}`}
            onPress={() => {
              work.remasking.reset()
              setAsking(true)
            }}
          >
            {t('notices.unmask')}
          </Button>
        )}
      </div>
      {isAsking && (
        <UnmaskDialog {...{ place, name }} remasking={work.remasking} onClose={() => setAsking(false)} />
      )}
    </li>
  )
}

/** Words that somebody took the mask off, to be masked again with one press. */
function Unmasked({ work, onGo }: PanelProps) {
  const t = useT()
  const { notice, canDecide, remasking } = work
  const nameOf = useNameOf(notice)
  return (
    <>
      <h3 className="notice-bare">{t('notices.unmasked')}</h3>
      <ul className="notice-flags">
        {notice.unmasked.map((place) => (
          <li key={place.start}>
            <span>{nameOf(place)}</span>
            <div className="notice-place-acts">
              <span lang="zh-CN" className="notice-bare-words">
                {notice.text.slice(place.start, place.end)}
              </span>
              <GoToText name={nameOf(place)} onGo={() => onGo(place.start)} />
              {canDecide && (
                <Button
                  variant="quiet"
                  aria-label={`${t('notices.maskAgain')} ${nameOf(place)}`}
                  isPending={remasking.isPending && remasking.at === place.start}
                  onPress={() => remasking.mask({ ...place, everywhere: false })}
                >
                  {t('notices.maskAgain')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
