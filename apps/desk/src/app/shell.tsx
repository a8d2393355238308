import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import {
  Button,
  ElderSwitch,
  LanguageSwitch,
  Loading,
  MenuIcon,
  SkipLink,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useEffect, useState } from 'react'
import { Link } from 'react-aria-components/Link'
import { Finder } from '../palette/finder.tsx'
import { useFirstViews } from '../views/use-views.ts'
import { AccountMenu } from './account-menu.tsx'
import { fetchPages, useWhenQuiet } from './fetch-ahead.ts'
import { Mark } from './mark.tsx'
import { placesFor } from './places.ts'
import { MeContext, meQuery, useMe } from './session.ts'
import { SessionEnded } from './session-ended.tsx'
import { isFirstPlace, useAllTexts } from './texts.tsx'
import './shell.css'

const contentId = 'content'
const navigationId = 'navigation'

/** The frame around every signed-in page: brand, area, account, navigation, content. */
export function Shell() {
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <MeContext value={me}>
      <Frame />
    </MeContext>
  )
}

function Frame() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [isOpen, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the page changes.
  useEffect(() => setOpen(false), [path])
  useFetchAhead()
  return (
    <div className="desk-shell">
      <SkipLink target={contentId} />
      <TopBar isMenuOpen={isOpen} onMenu={() => setOpen(!isOpen)} />
      <Rail path={path} isOpen={isOpen} />
      <main id={contentId} tabIndex={-1} className="desk-main">
        <Page path={path} />
      </main>
      <SessionEnded />
    </div>
  )
}

/** What is left out until the first list is there: all texts, and the pages one may go to from here. */
function useFetchAhead() {
  const me = useMe()
  const router = useRouter()
  const { want } = useAllTexts()
  useWhenQuiet(() => {
    want()
    void fetchPages(router, ['/persons/$personId', ...placesFor(me).map(({ href }) => href)])
  })
}

function Page({ path }: { path: string }) {
  const { areThere, want } = useAllTexts()
  const isReady = areThere || isFirstPlace(path)
  useEffect(() => {
    if (!isReady) want()
  }, [isReady, want])
  return isReady ? <Outlet /> : <Loading />
}

function TopBar(props: { isMenuOpen: boolean; onMenu: () => void }) {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  return (
    <header className="desk-top zc-no-print">
      <Link className="desk-brand" href="/">
        <Mark />
        <span className="desk-brand-name">{t('shell.brand')}</span>
      </Link>
      <p className="desk-where">
        <span>{me.organisation || me.reach.map((region) => region.name).join(' ')}</span>
        <span className="desk-today">{t('shell.today', { day: format.day(me.day) })}</span>
      </p>
      {me.demo && (
        <span className="desk-demo" title={t('shell.demoNote')}>
          <State kind="notice">{t('shell.demo')}</State>
        </span>
      )}
      <div className="desk-top-menu">
        <Button
          icon={<MenuIcon />}
          aria-expanded={props.isMenuOpen}
          aria-controls={navigationId}
          onPress={props.onMenu}
        >
          {t('shell.menu')}
        </Button>
      </div>
      <div className="desk-finder">
        <Finder />
      </div>
      <div className="desk-top-tools">
        <ElderSwitch />
        <LanguageSwitch />
        <AccountMenu />
      </div>
    </header>
  )
}

function Rail({ path, isOpen }: { path: string; isOpen: boolean }) {
  const t = useT()
  const firstOf = useFirstViews()
  const me = useMe()
  return (
    <nav className="desk-rail zc-no-print" aria-label={t('shell.navigation')}>
      <ul id={navigationId} data-open={isOpen || undefined}>
        {placesFor(me).map(({ href, word, Icon }) => {
          const [own = href] = href.split('?')
          const isHere = own === '/' ? path === '/' : path.startsWith(own)
          return (
            <li key={href}>
              <Link
                href={firstOf(href)}
                className="desk-rail-link"
                {...(isHere ? { 'aria-current': 'page' as const } : {})}
              >
                <Icon />
                <span>{t(word)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
