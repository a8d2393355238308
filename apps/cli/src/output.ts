import type { Label } from '@zhucan/kernel'

/** Values that fill the `{name}` holes of a sentence. */
export type Fill = Readonly<Record<string, string | number>>

/** Where a command speaks: answers on stdout, all else on stderr. */
export interface Output {
  /** Whether the answer is for a machine. */
  isJson: boolean
  /** Part of the answer for a person, in both languages; silent with --json. */
  say(sentence: Label, values?: Fill): void
  /** Part of the answer for a person that has no language, such as a table row; silent with --json. */
  line(text: string): void
  /** The answer for a machine; silent without --json. Call it once. */
  answer(value: unknown): void
  /** Something to know meanwhile: progress, a warning. */
  note(sentence: Label, values?: Fill): void
}

/** Output to two writers, normally stdout and stderr. */
export function createOutput(
  isJson: boolean,
  answers: (text: string) => void,
  notes: (text: string) => void,
): Output {
  return {
    isJson,
    say: (sentence, values) => isJson || answers(inBoth(sentence, values)),
    line: (text) => isJson || answers(`${text}\n`),
    answer: (value) => isJson && answers(`${JSON.stringify(value)}\n`),
    note: (sentence, values) => notes(inBoth(sentence, values)),
  }
}

/** Chinese line, then English line. */
export function inBoth({ zh, en }: Label, values: Fill = {}): string {
  return `${fill(zh, values)}\n${fill(en, values)}\n`
}

/** A sentence with its holes filled; a hole without a value stays visible. */
export function fill(sentence: string, values: Fill): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}
