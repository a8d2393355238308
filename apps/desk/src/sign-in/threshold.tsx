import { ElderSwitch, LanguageSwitch, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { Mark } from '../app/mark.tsx'
import './threshold.css'

/** The page before one is inside: what this is on one side, the form on the other. */
export function Threshold({ children }: { children: ReactNode }) {
  const t = useT()
  return (
    <div className="desk-threshold">
      <header className="desk-threshold-tools">
        <ElderSwitch />
        <LanguageSwitch />
      </header>
      <section className="desk-threshold-what" aria-label={t('shell.product')}>
        <p className="desk-threshold-brand">
          <Mark />
          {t('shell.brand')}
        </p>
        <p className="desk-threshold-product">{t('shell.product')}</p>
        <p className="desk-threshold-lead">{t('signIn.lead')}</p>
        <p>{t('signIn.leadNote')}</p>
      </section>
      <main className="desk-threshold-form">{children}</main>
    </div>
  )
}
