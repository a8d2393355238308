import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button, Link, PageHeader, ProblemSummary, useT } from '@zhucan/ui'
import { problemOf } from './http.ts'

/** What a page becomes when it could not be opened: what happened, what to do, and two ways on. */
export function ProblemPage({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
  const t = useT()
  const { code, params, status } = problemOf(error)
  return (
    <div className="desk-page">
      <PageHeader title={t(status === 403 ? 'shell.forbidden' : 'shell.wentWrong')} />
      <ProblemSummary
        code={code}
        params={params}
        actions={
          <>
            <Button onPress={reset}>{t('word.retry')}</Button>
            <Link look="secondary" href="/">
              {t('shell.toHome')}
            </Link>
          </>
        }
      />
    </div>
  )
}
