import { isLocale, locales } from '@zhucan/i18n'
import {
  FactList,
  PageHeader,
  Panel,
  RadioGroup,
  ThemeSwitch,
  useFormat,
  usePreferences,
  useT,
} from '@zhucan/ui'
import { useMe } from '../app/session.ts'
import { OfficesPanel } from './offices-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { SecurityPanel } from './security-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import './settings.css'

/** How the Desk looks and speaks in this browser, and who one is. */
export function SettingsPage() {
  const t = useT()
  return (
    <div className="desk-page">
      <PageHeader title={t('settings.title')} below={t('settings.note')} />
      <div className="desk-columns">
        <div className="desk-stack">
          <SecurityPanel />
          <SessionsPanel />
          <PasswordPanel />
        </div>
        <div className="desk-stack">
          <AccountPanel />
          <OfficesPanel />
          <LookPanel />
        </div>
      </div>
    </div>
  )
}

function LookPanel() {
  const t = useT()
  const { locale, isElder, change } = usePreferences()
  return (
    <Panel title={t('settings.look')}>
      <div className="desk-stack">
        <RadioGroup
          label={t('settings.language')}
          look="bar"
          value={locale}
          onChange={(value) => isLocale(value) && change({ locale: value })}
          options={locales.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
        />
        <RadioGroup
          label={t('settings.size')}
          look="bar"
          value={isElder ? 'elder' : 'normal'}
          onChange={(value) => change({ isElder: value === 'elder' })}
          options={(['normal', 'elder'] as const).map((value) => ({
            value,
            label: t(`settings.size.${value}`),
            note: t(`settings.size.${value}Note`),
          }))}
        />
        <ThemeSwitch />
      </div>
    </Panel>
  )
}

function AccountPanel() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  return (
    <Panel title={t('settings.account')}>
      <FactList
        facts={[
          { label: t('settings.name'), value: me.user.name },
          { label: t('settings.username'), value: me.user.username },
          { label: t('settings.role'), value: format.label(me.roleLabel) },
          { label: t('settings.organisation'), value: me.organisation || t('word.none') },
          { label: t('settings.reach'), value: me.reach.map((region) => region.name).join(', ') },
        ]}
      />
    </Panel>
  )
}
