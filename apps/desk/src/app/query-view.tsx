import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Loading, ProblemSummary, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { problemOf } from './http.ts'
import { ProblemPage } from './problem.page.tsx'

/** Draws a page whose heading depends on an answer; without one, the page says why under a heading of its own. */
export function PageView<T>(props: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { data, error, refetch } = props.query
  if (data === undefined && error) return <ProblemPage error={error} reset={() => void refetch()} />
  return (
    <div className="desk-page">
      <QueryView query={props.query}>{props.children}</QueryView>
    </div>
  )
}

/** Draws an answer, or waits for it, or says why there is none and offers to ask again. */
export function QueryView<T>(props: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const t = useT()
  const { data, error, refetch } = props.query
  if (data !== undefined) return props.children(data)
  if (error) {
    const { code, params } = problemOf(error)
    return (
      <ProblemSummary
        code={code}
        params={params}
        takesFocus={false}
        actions={<Button onPress={() => void refetch()}>{t('word.retry')}</Button>}
      />
    )
  }
  return <Loading />
}
