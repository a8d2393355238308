import { useRef } from 'react'
import type { ButtonProps } from 'react-aria-components/Button'
import { neighbour, typedOption } from './choose-by-key.ts'
import type { Option } from './option.ts'

type KeyDown = Parameters<NonNullable<ButtonProps['onKeyDown']>>[0]

/** What is typed within so many milliseconds is one word. */
const pause = 1_000

/** The keys of a closed list, as a browser's own has them: up and down open it, left and right and letters choose. */
export function useChoiceKeys(list: {
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  open: () => void
}) {
  const { options, value } = list
  const typed = useRef<{ text: string; timer?: ReturnType<typeof setTimeout> }>({ text: '' })
  const choose = (option: Option | undefined) => {
    if (option && option.value !== value) list.onChange(option.value)
  }
  const type = (key: string) => {
    const word = typed.current
    clearTimeout(word.timer)
    word.text += key
    word.timer = setTimeout(() => {
      word.text = ''
    }, pause)
    choose(typedOption(options, value, word.text))
  }
  return (event: KeyDown) => {
    const { key } = event
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    if (isPlain && (key === 'ArrowDown' || key === 'ArrowUp')) list.open()
    else if (isPlain && key === 'ArrowRight') choose(neighbour(options, value, 1))
    else if (isPlain && key === 'ArrowLeft') choose(neighbour(options, value, -1))
    else if (isPlain && key.length === 1 && key !== ' ' && key !== '?') type(key)
    else event.continuePropagation()
  }
}
