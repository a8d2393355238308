import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dialog, FactList, ProblemSummary, TextField, useFormat, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import type { Glass } from './oversight.queries.ts'

/** Somebody else's judgement of an access: accepted or not, with what was found. */
export function GlassReview({ glass, onClose }: { glass: Glass; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const review = useMutation({
    mutationFn: (accept: boolean) => post(`/api/v1/break-glass/${glass.id}/review`, { accept, note }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['glass'] })
      notify({ kind: 'good', text: t('glass.reviewedNow') })
      onClose()
    },
  })
  const isShort = note.trim().length < 2
  const judge = (accept: boolean) => {
    setTried(true)
    if (!isShort) review.mutate(accept)
  }
  return (
    <Dialog
      title={t('glass.reviewTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" isPending={review.isPending} onPress={() => judge(false)}>
            {t('glass.reject')}
          </Button>
          <Button variant="primary" isPending={review.isPending} onPress={() => judge(true)}>
            {t('glass.accept')}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {review.error && <ProblemSummary {...problemOf(review.error)} />}
        <FactList
          facts={[
            { label: t('glass.by'), value: glass.byName, note: glass.organisationName },
            { label: t('glass.when'), value: format.moment(glass.grantedAt) },
            { label: t('glass.purpose'), value: t(`glass.purpose.${glass.purpose}`) },
            { label: t('glass.reason'), value: glass.reason, isWide: true },
          ]}
        />
        <TextField
          label={t('glass.reviewNote')}
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={300}
          {...(tried && isShort ? { error: t('glass.reviewShort') } : {})}
        />
      </div>
    </Dialog>
  )
}
