/** What can happen to a region on a day. */
export type ChangeKind = 'new' | 'renamed' | 'merged' | 'split' | 'moved'

const words: Readonly<Record<ChangeKind, readonly string[]>> = {
  new: ['新设', '设立', '新增'],
  renamed: ['更名', '改名'],
  merged: ['合并', '并入', '撤并'],
  split: ['拆分', '析出'],
  moved: ['划转', '划入', '变更隶属'],
}

/** The kind a change file names, by its English name or a word offices use; undefined for any other word. */
export function changeKindOf(text: string): ChangeKind | undefined {
  const kinds = Object.keys(words) as ChangeKind[]
  return kinds.find((kind) => kind === text || words[kind].includes(text))
}
