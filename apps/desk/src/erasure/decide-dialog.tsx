import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dialog, ProblemSummary, TextField, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import type { Erasure } from './erasures.queries.ts'

/** What can be done about a request that waits: decide it as the second person, or take one's own back. */
export function DecideButton({ erasure }: { erasure: Erasure }) {
  const t = useT()
  const mayConfirm = useMay('erasure.confirm')
  const [isOpen, setOpen] = useState(false)
  const withdraw = useErasureAct(
    () => post(`/api/v1/erasures/${erasure.id}/withdraw`, {}),
    t('erasure.withdrawn'),
  )
  if (erasure.state !== 'waiting') return null
  if (erasure.isOwn)
    return (
      <Button isPending={withdraw.isPending} onPress={() => withdraw.mutate()}>
        {t('erasure.withdraw')}
      </Button>
    )
  if (!mayConfirm) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('erasure.decide')}</Button>
      {isOpen && <DecideDialog erasure={erasure} onClose={() => setOpen(false)} />}
    </>
  )
}

function useErasureAct(act: () => Promise<unknown>, told: string, onDone?: () => void) {
  const notify = useNotify()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries()
      notify({ kind: 'good', text: told })
      onDone?.()
    },
  })
}

function DecideDialog({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const [typed, setTyped] = useState('')
  const send = (body: object) => post(`/api/v1/erasures/${erasure.id}/decide`, body)
  const erase = useErasureAct(() => send({ accept: true }), t('erasure.done'), onClose)
  const refuse = useErasureAct(
    () => send({ accept: false, note: note.trim() }),
    t('erasure.refused'),
    onClose,
  )
  const error = erase.error ?? refuse.error
  const word = t('erasure.word')
  return (
    <Dialog
      title={t('erasure.decideTitle')}
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            isPending={refuse.isPending}
            isDisabled={note.trim().length < 2}
            onPress={() => refuse.mutate()}
          >
            {t('erasure.refuse')}
          </Button>
          <Button
            variant="danger"
            isPending={erase.isPending}
            isDisabled={typed.trim() !== word}
            onPress={() => erase.mutate()}
          >
            {t('erasure.erase')}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {error && <ProblemSummary {...problemOf(error)} />}
        <p>{t('erasure.warning')}</p>
        <TextField
          label={t('erasure.typeWord', { word })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
        <TextField
          label={t('erasure.refuseNote')}
          optional
          rows={2}
          maxLength={500}
          value={note}
          onChange={setNote}
        />
      </div>
    </Dialog>
  )
}
