import { type CalendarDate, parseDate } from '@internationalized/date'
import { type RefObject, useState } from 'react'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Popover } from 'react-aria-components/Popover'
import { Button } from '../button/button.tsx'
import { NextIcon, NextYearIcon, PreviousIcon, PreviousYearIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './day-calendar.css'
import '../select/select.css'

/** The opened calendar of a day; fetched when somebody comes near its button. */
export function DayCalendar(props: {
  label: string
  value: string
  onChange: (day: string) => void
  trigger: RefObject<HTMLButtonElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const t = useT()
  return (
    <Popover
      className="zc-popover"
      placement="bottom end"
      trigger="DialogTrigger"
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
    >
      <Dialog className="zc-calendar-window" aria-label={t('ui.day.of', { label: props.label })}>
        <Month
          value={props.value}
          onChange={(day) => {
            props.onChange(day)
            props.onOpenChange(false)
          }}
        />
      </Dialog>
    </Popover>
  )
}

function Month({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const t = useT()
  const day = value === '' ? null : parseDate(value)
  const [shown, setShown] = useState<CalendarDate | null>(day)
  return (
    <Calendar
      className="zc-calendar"
      autoFocus
      firstDayOfWeek="mon"
      value={day}
      onChange={(chosen) => onChange(chosen.toString())}
      {...(shown ? { focusedValue: shown } : {})}
      onFocusChange={setShown}
    >
      {({ state }) => (
        <>
          <header className="zc-calendar-head">
            <Button
              iconOnly
              slot={null}
              variant="quiet"
              icon={<PreviousYearIcon />}
              onPress={() => setShown(state.focusedDate.subtract({ years: 1 }))}
            >
              {t('ui.day.previousYear')}
            </Button>
            <Button iconOnly slot="previous" variant="quiet" icon={<PreviousIcon />}>
              {t('ui.day.previousMonth')}
            </Button>
            <Heading className="zc-calendar-title" />
            <Button iconOnly slot="next" variant="quiet" icon={<NextIcon />}>
              {t('ui.day.nextMonth')}
            </Button>
            <Button
              iconOnly
              slot={null}
              variant="quiet"
              icon={<NextYearIcon />}
              onPress={() => setShown(state.focusedDate.add({ years: 1 }))}
            >
              {t('ui.day.nextYear')}
            </Button>
          </header>
          <CalendarGrid weekdayStyle="narrow">
            <CalendarGridHeader>
              {(name) => <CalendarHeaderCell className="zc-calendar-weekday">{name}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => <CalendarCell className="zc-calendar-day" date={date} />}
            </CalendarGridBody>
          </CalendarGrid>
        </>
      )}
    </Calendar>
  )
}
