import { Button, Dialog, ErrorSummary, type FieldFault, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'
import { LinkShown } from './link-shown.tsx'
import { emptyOffice, OfficeFields, officeBody, useOfficeFaults } from './office-form.tsx'
import { type OneTimeLink, usePeopleAct } from './people.queries.ts'

const nameId = 'invite-name'

/** Inviting a colleague: who, as what, where and for how long; then the link. */
export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const [link, setLink] = useState<OneTimeLink>()
  const close = () => {
    setLink(undefined)
    onClose()
  }
  return (
    <Dialog title={t(link ? 'people.linkTitle' : 'people.invite')} isOpen={isOpen} onClose={close}>
      {link ? <LinkShown link={link} /> : <InviteForm onLink={setLink} />}
    </Dialog>
  )
}

function InviteForm({ onLink }: { onLink: (link: OneTimeLink) => void }) {
  const t = useT()
  const me = useMe()
  const [name, setName] = useState('')
  const [office, setOffice] = useState(() => emptyOffice(me.day))
  const [faults, setFaults] = useState<FieldFault[]>([])
  const findFaults = useOfficeFaults()
  const invite = usePeopleAct((_: undefined) =>
    post<OneTimeLink>('/api/v1/invitations', { name: name.trim(), ...officeBody(office) }),
  )
  const submit = () => {
    invite.reset()
    const found = [
      ...(name.trim() === '' ? [{ controlId: nameId, text: t('people.nameMissing') }] : []),
      ...findFaults(office),
    ]
    setFaults(found)
    if (found.length === 0) invite.mutate(undefined, { onSuccess: onLink })
  }
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p>{t('people.inviteNote')}</p>
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {invite.error && <ProblemSummary {...problemOf(invite.error)} />}
      <TextField
        id={nameId}
        label={t('people.inviteName')}
        value={name}
        onChange={setName}
        error={faults.find(({ controlId }) => controlId === nameId)?.text}
      />
      <OfficeFields values={office} onChange={setOffice} faults={faults} />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={invite.isPending}>
          {t('people.makeLink')}
        </Button>
      </div>
    </form>
  )
}
