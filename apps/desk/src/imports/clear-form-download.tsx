import { useMutation } from '@tanstack/react-query'
import { Button, DownloadIcon, useNotify, useSpeech } from '@zhucan/ui'
import { getFile, problemOf } from '../app/http.ts'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'

/** The form with numbers in clear: it goes to who has just shown who they are. */
export function ClearFormDownload({ href }: { href: string }) {
  const { t, problem } = useSpeech()
  const notify = useNotify()
  const { confirmed, window } = useConfirmed()
  const fetching = useMutation({
    mutationFn: () => confirmed(() => getFile(href)),
    onSuccess: (file) => saveAs(file, 'register.xlsx'),
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
  return (
    <>
      <Button icon={<DownloadIcon />} isPending={fetching.isPending} onPress={() => fetching.mutate()}>
        {t('imports.form.downloadClear')}
      </Button>
      {window}
    </>
  )
}

function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
