import { EmptyState, Link, PageHeader, useT } from '@zhucan/ui'

/** 404 of the Desk itself, and what is outside one's reach: the two look alike on purpose. */
export function NotFoundPage() {
  const t = useT()
  return (
    <div className="desk-page">
      <PageHeader title={t('shell.notFound')} />
      <EmptyState
        title={t('shell.notFoundHelp')}
        action={
          <Link look="primary" href="/">
            {t('shell.toHome')}
          </Link>
        }
      />
    </div>
  )
}
