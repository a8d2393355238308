import {
  AddIcon,
  CheckIcon,
  CluesIcon,
  DownloadIcon,
  FiguresIcon,
  GlassIcon,
  HealthIcon,
  KeyboardIcon,
  LinkIcon,
  NoticeIcon,
  PaperIcon,
  PrintIcon,
  RunIcon,
  ShieldIcon,
  SignOutIcon,
  TargetIcon,
  TasksIcon,
  UploadIcon,
  UserIcon,
  useT,
} from '@zhucan/ui'
import { useMe } from '../app/session.ts'
import { useSignOut } from '../app/sign-out.ts'
import type { Entry } from './entries.tsx'

/** Lists that leave as a file, for those who may read the list and take along. */
const exports = (
  [
    { id: 'exportPeople', href: '/register?kind=holder#export', list: 'person.list' },
    { id: 'exportClues', href: '/clues#export', list: 'clue.list' },
    { id: 'exportTargets', href: '/targets#export', list: 'target.read' },
    { id: 'exportTasks', href: '/tasks#export', list: 'task.read' },
    { id: 'exportNotices', href: '/notices#export', list: 'notice.read' },
    { id: 'exportPapers', href: '/papers#export', list: 'paper.read' },
  ] as const
).map((one) => ({ ...one, right: 'export.create', Icon: DownloadIcon }) as const)

/** What one can begin from anywhere: where it is done, and the right it needs. */
const acts = [
  { id: 'import', href: '/imports', right: 'import.create', Icon: UploadIcon },
  { id: 'takeNotice', href: '/notices#take', right: 'notice.take', Icon: NoticeIcon },
  { id: 'newTarget', href: '/targets#new', right: 'target.give', Icon: TargetIcon },
  { id: 'newTask', href: '/tasks#new', right: 'task.give', Icon: TasksIcon },
  { id: 'newPaper', href: '/papers?make=blank', right: 'paper.write', Icon: PaperIcon },
  { id: 'circular', href: '/papers?make=targets', right: 'paper.write', Icon: PaperIcon },
  { id: 'forward', href: '/papers?make=notice', right: 'paper.write', Icon: PaperIcon },
  { id: 'handIn', href: '/reports?hand=in', right: 'figure.report', Icon: FiguresIcon },
  { id: 'recount', href: '/figures', right: 'figure.count', Icon: RunIcon },
  { id: 'rescreen', href: '/', right: 'screening.run', Icon: RunIcon },
  { id: 'issue', href: '/clues?state=new', right: 'clue.issue', Icon: CluesIcon },
  { id: 'sample', href: '/clues?state=answered', right: 'clue.sample', Icon: CheckIcon },
  { id: 'merge', href: '/duplicates', right: 'link.merge', Icon: LinkIcon },
  ...exports,
  { id: 'approveExport', href: '/exports?tab=approve', right: 'export.approve', Icon: CheckIcon },
  { id: 'askGlass', href: '/break-glass', right: 'glass.open', Icon: GlassIcon },
  { id: 'invite', href: '/people#invite', right: 'user.invite', Icon: AddIcon },
  { id: 'changePolicy', href: '/account-policy', right: 'account-policy.change', Icon: ShieldIcon },
  { id: 'backup', href: '/health', right: 'backup.run', Icon: HealthIcon },
  { id: 'password', href: '/settings', right: 'me.manage', Icon: UserIcon },
] as const

/** What one can do from anywhere, as far as one's rights go. */
export function useActionEntries(showKeys: () => void): Entry[] {
  const t = useT()
  const me = useMe()
  const signOut = useSignOut()
  const begun = acts
    .filter((act) => me.may.includes(act.right) && (!('list' in act) || me.may.includes(act.list)))
    .map(({ id, href, Icon }) => ({
      id: `act:${id}`,
      label: t(`palette.act.${id}`),
      keys: t(`palette.keys.act.${id}`),
      icon: <Icon />,
      href,
    }))
  return [
    ...begun,
    {
      id: 'act:print',
      label: t('palette.act.print'),
      keys: t('palette.keys.print'),
      icon: <PrintIcon />,
      run: () => window.setTimeout(() => window.print(), 50),
    },
    {
      id: 'act:keys',
      label: t('palette.shortcuts'),
      keys: t('palette.keys.shortcuts'),
      icon: <KeyboardIcon />,
      shortcut: '?',
      run: showKeys,
    },
    {
      id: 'act:sign-out',
      label: t('shell.signOut'),
      keys: t('palette.keys.signOut'),
      icon: <SignOutIcon />,
      run: () => void signOut(),
    },
  ]
}
