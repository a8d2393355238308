import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import {
  Button,
  Disclosure,
  FileDrop,
  Panel,
  ProblemSummary,
  Progress,
  TextField,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { takeIn } from './notices.queries.ts'

/** The way in for a paper: a file, or its text. */
export function TakeBox() {
  const t = useT()
  const router = useRouter()
  const notify = useNotify()
  const send = useMutation({
    mutationFn: takeIn,
    onSuccess: ({ id, isKnown, items }) => {
      const read = items > 0 ? t('notices.takenIn', { count: items }) : t('notices.takenNone')
      notify({ kind: isKnown ? 'notice' : 'good', text: isKnown ? t('notices.known') : read })
      router.history.push(`/notices/${id}`)
    },
  })
  if (send.isPending) {
    const { name } = send.variables.file
    return (
      <Panel onScreenOnly title={t('notices.take')}>
        <Progress label={t('notices.reading', { name })} done={0} total={null} />
      </Panel>
    )
  }
  return (
    <Panel onScreenOnly title={t('notices.take')}>
      <div className="desk-stack">
        {send.error && <ProblemSummary {...problemOf(send.error)} />}
        <FileDrop
          label={t('notices.drop')}
          hint={t('notices.dropHint')}
          button={t('notices.choose')}
          accept={['.docx', '.pdf', '.html', '.htm', '.txt']}
          onFiles={([file]) => file && send.mutate({ file, isPasted: false })}
        />
        <PasteBox
          onText={(text) => send.mutate({ file: new File([text], t('notices.pastedName')), isPasted: true })}
        />
      </div>
    </Panel>
  )
}

function PasteBox({ onText }: { onText: (text: string) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  return (
    <Disclosure title={t('notices.paste')}>
      <div className="desk-stack">
        <TextField
          label={t('notices.pasteLabel')}
          hint={t('notices.pasteHint')}
          rows={8}
          value={text}
          onChange={setText}
        />
        <div className="desk-row">
          <Button isDisabled={text.trim() === ''} onPress={() => onText(text)}>
            {t('notices.pasteSend')}
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}
