import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Menu, SettingsIcon, SignOutIcon, UserIcon, useFormat, useT } from '@zhucan/ui'
import { post } from './http.ts'
import { useMe } from './session.ts'

/** Who one is, and the way out. Signing out forgets every answer that was kept. */
export function AccountMenu() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const router = useRouter()
  const queryClient = useQueryClient()
  const signOut = async () => {
    await post('/api/auth/sign-out', {}).catch(() => undefined)
    router.history.push('/sign-in')
    queryClient.clear()
  }
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
