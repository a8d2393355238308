import { TextField } from '@zhucan/ui'
import './clue.css'

/** A day by the browser's own calendar, which phones know best. */
export function DayField(props: {
  id?: string
  label: string
  hint?: string
  optional?: boolean
  value: string
  onChange: (day: string) => void
  error?: string | undefined
}) {
  return (
    <div className="clue-day">
      <TextField {...props} type="date" />
    </div>
  )
}
