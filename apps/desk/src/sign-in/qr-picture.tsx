import { useT } from '@zhucan/ui'
import { encode } from 'uqr'

/** A key for an authenticator: as a picture to scan, and as text for who types or listens. */
export function QrPicture({ uri, secret }: { uri: string; secret: string }) {
  const t = useT()
  const { data, size } = encode(uri, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <div className="sign-in-key">
      <svg className="sign-in-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('security.qr')}>
        <path d={path} />
      </svg>
      <p>
        {t('security.secret')}
        <br />
        <code className="sign-in-secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </div>
  )
}
