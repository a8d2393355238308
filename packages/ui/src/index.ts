export { AnnouncerProvider, type Notice, useAnnounce, useNotify } from './announce/announcer.tsx'
export { Breadcrumbs, type Crumb } from './breadcrumbs/breadcrumbs.tsx'
export { Button, type ButtonProps, type ButtonVariant } from './button/button.tsx'
export { Checkbox } from './checkbox/checkbox.tsx'
export { ComboBox } from './combo-box/combo-box.tsx'
export type { Column } from './data-table/body-row.tsx'
export { DataTable, type DataTableProps, type Sort } from './data-table/data-table.tsx'
export { ConfirmDialog, Dialog } from './dialog/dialog.tsx'
export { Disclosure } from './disclosure/disclosure.tsx'
export { EmptyState } from './empty-state/empty-state.tsx'
export { ErrorSummary, type FieldFault, ProblemSummary } from './error-summary/error-summary.tsx'
export { type Fact, FactList } from './fact-list/fact-list.tsx'
export { SearchField } from './field/search-field.tsx'
export { PasswordField, TextField, type TextFieldProps } from './field/text-field.tsx'
export { Figure } from './figure/figure.tsx'
export { FileDrop } from './file-drop/file-drop.tsx'
export * from './icon/icons.ts'
export { Link, type LinkProps } from './link/link.tsx'
export { Loading } from './loading/loading.tsx'
export { useFormat } from './locale/format.ts'
export { type Speech, SpeechProvider, useSpeech, useT } from './locale/locale.tsx'
export { Masked, MaskedValue } from './masked-value/masked-value.tsx'
export { Menu, type MenuEntry } from './menu/menu.tsx'
export { ArrivalContext, PageHeader } from './page-header/page-header.tsx'
export { Pagination } from './pagination/pagination.tsx'
export { Panel } from './panel/panel.tsx'
export {
  applyPreferences,
  type Preferences,
  PreferencesProvider,
  readPreferences,
  type Theme,
  themes,
  usePreferences,
} from './preferences/preferences.tsx'
export { ElderSwitch, LanguageSwitch, ThemeSwitch } from './preferences/switches.tsx'
export { Progress } from './progress/progress.tsx'
export { RadioGroup } from './radio-group/radio-group.tsx'
export { type RegionNode, RegionTree } from './region-tree/region-tree.tsx'
export { type Option, Select } from './select/select.tsx'
export { SkipLink } from './skip-link/skip-link.tsx'
export { State, type StateKind } from './state/state.tsx'
export { type TabSpec, Tabs } from './tabs/tabs.tsx'
export { Timeline, type TimelineEntry } from './timeline/timeline.tsx'
