import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, ProblemSummary, RadioGroup, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { askOffices } from './sign-in.queries.ts'

/** Who holds several offices says under which one this log-in works. */
export function ChooseOffice({ onDone }: { onDone: () => void }) {
  const t = useT()
  const format = useFormat()
  const asked = useQuery({ queryKey: ['sign-in-offices'], queryFn: askOffices, staleTime: 0 })
  const [chosen, setChosen] = useState<string>()
  const choose = useMutation({
    mutationFn: (appointment: string) => post('/api/v1/me/office', { appointment }),
    onSuccess: onDone,
  })
  return (
    <QueryView query={asked}>
      {({ offices }) => {
        const value = chosen ?? offices.find(({ isHere }) => isHere)?.id ?? ''
        return (
          <div className="desk-stack">
            {choose.error && <ProblemSummary {...problemOf(choose.error)} />}
            <RadioGroup
              label={t('security.offices')}
              hint={t('security.officeNote')}
              value={value}
              onChange={setChosen}
              options={offices.map((one) => ({
                value: one.id,
                label: format.label(one.roleLabel),
                note: one.organisation,
              }))}
            />
            <Button variant="primary" isPending={choose.isPending} onPress={() => choose.mutate(value)}>
              {t('security.continue')}
            </Button>
          </div>
        )
      }}
    </QueryView>
  )
}
