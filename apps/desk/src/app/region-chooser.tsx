import { Button, Dialog, Loading, PlaceIcon, useT } from '@zhucan/ui'
import { lazy, Suspense, useState } from 'react'
import { useRegionPath } from './regions.ts'
import { useMe } from './session.ts'
import './region-chooser.css'

const RegionPicker = lazy(() =>
  import('./region-picker.tsx').then((module) => ({ default: module.RegionPicker })),
)

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
        <Suspense fallback={<Loading />}>
          <RegionPicker
            selected={props.selected}
            onSelect={(code) => {
              setOpen(false)
              props.onSelect(code)
            }}
          />
        </Suspense>
      </Dialog>
    </div>
  )
}
