import { Button, PrintIcon, useT } from '@zhucan/ui'

/** Recovery codes, the one time they are shown. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useT()
  return (
    <div className="desk-stack">
      <h3>{t('security.step.codes')}</h3>
      <p>{t('security.codesNote')}</p>
      <ul className="sign-in-codes" aria-label={t('security.codesList')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="desk-row">
        <Button variant="primary" onPress={onKept}>
          {t('security.codesKept')}
        </Button>
        <Button icon={<PrintIcon />} onPress={() => window.print()}>
          {t('security.print')}
        </Button>
      </div>
    </div>
  )
}
