import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { post } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { looksLikeNumber } from './match.ts'
import { suggestQuery } from './palette.queries.ts'

/** A pause in typing after which people are asked for; shorter than what one notices. */
const pause = 120

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** People by what is typed: by name or pinyin as one types, by number when one chooses so. */
export function usePeople(text: string, onFound: (id: string) => void) {
  const mayList = useMay('person.list')
  const mayRead = useMay('person.read')
  const mayFind = useMay('person.find-by-number') && mayRead
  const typed = text.trim()
  const isNumber = looksLikeNumber(typed)
  const settled = useSettled(typed)
  const isName = mayList && mayRead && !/\d/.test(settled) && settled !== '' && !looksLikeNumber(settled)
  const people = useQuery({ ...suggestQuery(settled.slice(0, 40)), enabled: isName })
  const find = useMutation({
    mutationFn: (number: string) =>
      post<{ usable: boolean; ids: string[] }>('/api/v1/persons/find-by-number', { number }),
    onSuccess: ({ ids }) => {
      if (ids[0] && ids.length === 1) onFound(ids[0])
    },
  })
  return {
    isNumber: isNumber && mayFind,
    find,
    rows: isName && typed !== '' && !isNumber ? (people.data ?? []) : [],
    isBusy: (isName && people.isFetching) || find.isPending || (typed !== settled && !isNumber),
    error: people.error,
  }
}
