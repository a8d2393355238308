import type { RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Checkbox } from '../checkbox/checkbox.tsx'
import { useT } from '../locale/locale.tsx'
import { RadioGroup } from '../radio-group/radio-group.tsx'
import type { ColumnChoices } from './column-chooser.tsx'

/** The opened choice of columns and row height; fetched when somebody comes near its button. */
export function ColumnWindow(
  props: ColumnChoices & {
    trigger: RefObject<HTMLButtonElement | null>
    isOpen: boolean
    onOpenChange: (isOpen: boolean) => void
  },
) {
  const t = useT()
  const { columns, hidden, onHidden } = props
  return (
    <Popover
      className="zc-popover"
      placement="bottom end"
      trigger="DialogTrigger"
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
    >
      <Dialog className="zc-column-chooser" aria-label={t('ui.columnsTitle')}>
        <RadioGroup
          label={t('ui.density')}
          look="bar"
          value={props.density}
          onChange={(value) => props.onDensity(value === 'dense' ? 'dense' : 'normal')}
          options={(['normal', 'dense'] as const).map((value) => ({
            value,
            label: t(`ui.density.${value}`),
          }))}
        />
        <fieldset className="zc-column-choices">
          <legend className="zc-field-label">{t('ui.columnsTitle')}</legend>
          {columns
            .filter(({ isRowHeader, isFixed }) => !isRowHeader && !isFixed)
            .map(({ id, header }) => (
              <Checkbox
                key={id}
                isSelected={!hidden.includes(id)}
                onChange={(isShown) =>
                  onHidden(isShown ? hidden.filter((other) => other !== id) : [...hidden, id])
                }
              >
                {header}
              </Checkbox>
            ))}
        </fieldset>
      </Dialog>
    </Popover>
  )
}
