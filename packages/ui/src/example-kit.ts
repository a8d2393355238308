import { type ExampleKey, exampleTexts } from '@zhucan/i18n/examples'
import type { ComponentType } from 'react'
import { useSpeech } from './locale/locale.tsx'

/** One state of a component, as the gallery and the tests draw it. */
export interface Example {
  readonly name: string
  readonly Show: ComponentType
}

/** All shown states of one component. */
export interface ExampleSet {
  readonly component: string
  readonly examples: readonly Example[]
}

/** Looks up a text that only examples use. */
export function useExampleText(): (key: ExampleKey) => string {
  const { locale } = useSpeech()
  return (key) => exampleTexts[locale][key]
}
