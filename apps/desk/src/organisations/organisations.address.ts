import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** The parts of the directory. */
export const directoryTabs = ['associations', 'offices', 'departments', 'gaps', 'import'] as const

/** Everything that decides what the directory shows. */
export interface DirectorySearch {
  readonly tab?: (typeof directoryTabs)[number] | undefined
  readonly q?: string | undefined
  readonly lack?: 'chair' | 'commissioner' | undefined
  readonly region?: string | undefined
  readonly township?: string | undefined
  readonly day?: string | undefined
  readonly page?: number | undefined
}

/** Reads the filters of the directory from an address. */
export function readDirectorySearch(raw: RawSearch): DirectorySearch {
  return {
    tab: choiceParam(raw, 'tab', directoryTabs),
    q: textParam(raw, 'q'),
    lack: choiceParam(raw, 'lack', ['chair', 'commissioner'] as const),
    region: regionParam(raw, 'region'),
    township: regionParam(raw, 'township'),
    day: textParam(raw, 'day'),
    page: countParam(raw, 'page'),
  }
}
