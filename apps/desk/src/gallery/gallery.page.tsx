import { PageHeader, Panel, useT } from '@zhucan/ui'
import { exampleSets } from '@zhucan/ui/examples'
import './gallery.css'

/** Every component in every state, for looking at and for the accessibility run. Not part of the product's build. */
export function GalleryPage() {
  const t = useT()
  return (
    <main className="desk-page">
      <PageHeader title={t('shell.gallery')} />
      {exampleSets.map(({ component, examples }) => (
        <Panel key={component} title={component}>
          {examples.map(({ name, Show }) => (
            <div key={name} className="gallery-example" data-example={`${component}: ${name}`}>
              <p className="desk-quiet desk-small" lang="en">
                {name}
              </p>
              <div className="gallery-stage">
                <Show />
              </div>
            </div>
          ))}
        </Panel>
      ))}
    </main>
  )
}
