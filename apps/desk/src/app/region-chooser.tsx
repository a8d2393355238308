import { Button, Dialog, PlaceIcon, useT } from '@zhucan/ui'
import { useState } from 'react'
import { RegionPicker } from './region-picker.tsx'
import { useRegionPath } from './regions.ts'
import { useMe } from './session.ts'
import './region-chooser.css'

/** A filter by place: shows the chosen one and opens the tree in a window. */
export function RegionChooser(props: {
  selected: string | undefined
  onSelect: (code: string | undefined) => void
}) {
  const t = useT()
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const { name } = useRegionPath(props.selected)
  const place = name ?? me.reach.map((region) => region.name).join(', ')
  return (
    <div className="region-chooser">
      <span aria-hidden="true">{t('clues.region')}</span>
      <Button icon={<PlaceIcon />} aria-label={`${place} ${t('clues.region')}`} onPress={() => setOpen(true)}>
        {place}
      </Button>
      <Dialog title={t('register.showTree')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <RegionPicker
          selected={props.selected}
          onSelect={(code) => {
            setOpen(false)
            props.onSelect(code)
          }}
        />
      </Dialog>
    </div>
  )
}
