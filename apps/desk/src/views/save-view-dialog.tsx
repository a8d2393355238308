import { useRouter } from '@tanstack/react-router'
import { Button, Checkbox, Dialog, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { address } from '../app/address.ts'
import { problemOf } from '../app/http.ts'
import { useViewActions } from './use-views.ts'
import type { ViewPlace } from './views.queries.ts'

/** Asks for the name of a view, whom it is for, and whether the list opens with it. */
export function SaveViewDialog(props: {
  place: ViewPlace
  search: Readonly<Record<string, string>>
  isOpen: boolean
  onClose: () => void
}) {
  const t = useT()
  const router = useRouter()
  const { save, first } = useViewActions(props.place)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const [isFirst, setFirst] = useState(false)
  const [isTried, setTried] = useState(false)
  const isNamed = name.trim() !== ''
  const submit = async () => {
    setTried(true)
    if (!isNamed) return
    const kept = await save
      .mutateAsync({ name: name.trim(), search: props.search, isShared })
      .catch(() => null)
    if (!kept) return
    if (isFirst) first.mutate(kept.id)
    props.onClose()
    // Whoever has gone on meanwhile is not called back.
    if (router.history.location.pathname === `/${props.place}`)
      router.history.replace(address(`/${props.place}`, { ...props.search, view: kept.id }))
  }
  return (
    <Dialog
      title={t('views.saveTitle')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" form="save-view" isPending={save.isPending}>
            {t('views.save')}
          </Button>
        </>
      }
    >
      <form
        id="save-view"
        className="desk-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {save.error && <ProblemSummary {...problemOf(save.error)} />}
        <TextField
          label={t('views.name')}
          hint={t('views.saveNote')}
          value={name}
          onChange={setName}
          maxLength={40}
          autoFocus
          {...(isTried && !isNamed ? { error: t('views.nameMissing') } : {})}
        />
        <Checkbox isSelected={isShared} onChange={setShared}>
          {t('views.share')}
        </Checkbox>
        <Checkbox isSelected={isFirst} onChange={setFirst}>
          {t('views.first')}
        </Checkbox>
      </form>
    </Dialog>
  )
}
