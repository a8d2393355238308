import { useState } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Button } from '../button/button.tsx'
import { Checkbox } from '../checkbox/checkbox.tsx'
import { ColumnsIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { RadioGroup } from '../radio-group/radio-group.tsx'
import './table-tools.css'
import '../select/select.css'

/** How high rows are. */
export type Density = 'normal' | 'dense'

const storageKey = 'zhucan.density'

/** The row height chosen in this browser, and the way to change it. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>(() => {
    try {
      return localStorage.getItem(storageKey) === 'dense' ? 'dense' : 'normal'
    } catch {
      return 'normal'
    }
  })
  return [
    density,
    (next) => {
      setDensity(next)
      try {
        localStorage.setItem(storageKey, next)
      } catch {
        // Without storage the choice holds until the page is left.
      }
    },
  ]
}

/** Which columns a table shows and how high its rows are. The column that names its row is always there. */
export function ColumnChooser(props: {
  columns: readonly { id: string; header: string; isRowHeader?: true; isFixed?: true }[]
  hidden: readonly string[]
  onHidden: (hidden: readonly string[]) => void
  density: Density
  onDensity: (density: Density) => void
}) {
  const t = useT()
  const { columns, hidden, onHidden } = props
  return (
    <DialogTrigger>
      <Button icon={<ColumnsIcon />}>{t('ui.columns')}</Button>
      <Popover className="zc-popover" placement="bottom end">
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
    </DialogTrigger>
  )
}
