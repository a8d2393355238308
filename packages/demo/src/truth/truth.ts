import { join } from 'node:path'
import type { FaultCode } from '@zhucan/kernel'
import { openTruthFile, type TruthFile } from './truth-file.ts'

/** The files beside the workbooks that say what is so. */
export interface Truth {
  people: TruthFile
  links: TruthFile
  faults: TruthFile
  variants: TruthFile
  clues: TruthFile
  cluesLatent: TruthFile
}

/** Where a planted thing stands: file id, 1-based row, column key of the catalogue. */
export interface Spot {
  file: string
  row: number
}

/** Opens all truth files in a folder that exists. */
export function openTruth(folder: string): Truth {
  const open = (name: string, ...header: string[]) => openTruthFile(join(folder, name), header)
  return {
    people: open(
      'people.csv',
      'person_no',
      'id18',
      'certificate',
      'name',
      'hukou',
      'household',
      'kind',
      'imported',
    ),
    links: open('links.csv', 'file', 'row', 'person_no', 'usable_id'),
    faults: open('faults.csv', 'file', 'row', 'column', 'code'),
    variants: open('variants.csv', 'file', 'row', 'column', 'kind'),
    clues: open('clues.csv', 'rule', 'subject', 'key'),
    cluesLatent: open('clues-latent.csv', 'rule', 'subject', 'key'),
  }
}

/** Writes down the faults and silent variants of one row. */
export async function noteRow(
  truth: Truth,
  { file, row }: Spot,
  {
    faults,
    variants,
  }: {
    faults: readonly { key: string; code: FaultCode }[]
    variants: readonly { key: string; kind: string }[]
  },
): Promise<void> {
  for (const { key, code } of faults) await truth.faults.row(file, row, key, code)
  for (const { key, kind } of variants) await truth.variants.row(file, row, key, kind)
}

/** Ends every file. */
export async function closeTruth(truth: Truth): Promise<void> {
  for (const file of Object.values(truth) as TruthFile[]) await file.end()
}
