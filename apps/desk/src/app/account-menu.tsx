import { Menu, SettingsIcon, SignOutIcon, UserIcon, useFormat, useT } from '@zhucan/ui'
import { useMe } from './session.ts'
import { useSignOut } from './sign-out.ts'

/** Who one is, and the way out. */
export function AccountMenu() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const signOut = useSignOut()
  return (
    <Menu
      variant="quiet"
      icon={<UserIcon />}
      note={
        <>
          <strong>{me.user.name}</strong>
          <br />
          {format.label(me.roleLabel)}
        </>
      }
      entries={[
        { id: 'settings', label: t('shell.settings'), icon: <SettingsIcon />, href: '/settings' },
        { id: 'sign-out', label: t('shell.signOut'), icon: <SignOutIcon />, onAction: () => void signOut() },
      ]}
    >
      {me.user.name}
    </Menu>
  )
}
