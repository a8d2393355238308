import { examples as announce } from './announce/examples.tsx'
import { examples as breadcrumbs } from './breadcrumbs/examples.tsx'
import { examples as button } from './button/examples.tsx'
import { examples as chart } from './chart/examples.tsx'
import { examples as checkbox } from './checkbox/examples.tsx'
import { examples as comboBox } from './combo-box/examples.tsx'
import { examples as dataTable } from './data-table/examples.tsx'
import { examples as dialog } from './dialog/examples.tsx'
import { examples as disclosure } from './disclosure/examples.tsx'
import { examples as emptyState } from './empty-state/examples.tsx'
import { examples as errorSummary } from './error-summary/examples.tsx'
import type { ExampleSet } from './example-kit.ts'
import { examples as field } from './field/examples.tsx'
import { examples as figure } from './figure/examples.tsx'
import { examples as fileDrop } from './file-drop/examples.tsx'
import { examples as keys } from './keys/examples.tsx'
import { examples as link } from './link/examples.tsx'
import { examples as loading } from './loading/examples.tsx'
import { examples as maskedValue } from './masked-value/examples.tsx'
import { examples as menu } from './menu/examples.tsx'
import { examples as pagination } from './pagination/examples.tsx'
import { examples as palette } from './palette/examples.tsx'
import { examples as panel } from './panel/examples.tsx'
import { examples as preferences } from './preferences/examples.tsx'
import { examples as progress } from './progress/examples.tsx'
import { examples as radioGroup } from './radio-group/examples.tsx'
import { examples as regionTree } from './region-tree/examples.tsx'
import { examples as select } from './select/examples.tsx'
import { examples as state } from './state/examples.tsx'
import { examples as tableTools } from './table-tools/examples.tsx'
import { examples as tabs } from './tabs/examples.tsx'
import { examples as timeline } from './timeline/examples.tsx'

export type { Example, ExampleSet } from './example-kit.ts'

/** Every component in every state that is worth looking at; drawn by the gallery and by the tests. */
export const exampleSets: readonly ExampleSet[] = [
  announce,
  breadcrumbs,
  button,
  chart,
  checkbox,
  comboBox,
  dataTable,
  dialog,
  disclosure,
  emptyState,
  errorSummary,
  field,
  figure,
  fileDrop,
  keys,
  link,
  loading,
  maskedValue,
  menu,
  pagination,
  palette,
  panel,
  preferences,
  progress,
  radioGroup,
  regionTree,
  select,
  state,
  tableTools,
  tabs,
  timeline,
]
