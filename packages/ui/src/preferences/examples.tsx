import type { ExampleSet } from '../example-kit.ts'
import { ElderSwitch, LanguageSwitch } from './switches.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

function Switches() {
  return (
    <>
      <LanguageSwitch />
      <ElderSwitch />
      <ThemeSwitch />
    </>
  )
}

/** States of preferences. */
export const examples: ExampleSet = {
  component: 'preferences',
  examples: [{ name: 'switches', Show: Switches }],
}
