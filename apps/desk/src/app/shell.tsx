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
import { memo, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { Link } from 'react-aria-components/Link'
import { Finder } from '../palette/finder.tsx'
import { useFirstViews } from '../views/use-views.ts'
import { AccountMenu } from './account-menu.tsx'
import { fetchPages, useWhenQuiet } from './fetch-ahead.ts'
import { Mark } from './mark.tsx'
import { isOn, placeGroups, placesFor } from './places.ts'
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
  const menu = useRef<HTMLDivElement>(null)
  const closeMenu = useCallback(() => {
    setOpen(false)
    menu.current?.querySelector('button')?.focus()
  }, [])
  const turnMenu = useCallback(() => setOpen((isNow) => !isNow), [])
  return (
    <div className="desk-shell">
      <SkipLink target={contentId} />
      <TopBar menu={menu} isMenuOpen={isOpen} onMenu={turnMenu} />
      <Rail path={path} isOpen={isOpen} onClose={closeMenu} />
      <PrintNote />
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

/** On paper: whose desk it came from, who printed it and on which day; at the foot of every sheet where the browser can. */
function PrintNote() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const office = me.organisation || me.reach.map(({ name }) => name).join(' ')
  const note = t('shell.printed', { office, name: me.user.name, day: format.day(me.day) })
  useEffect(() => {
    document.documentElement.style.setProperty('--print-note', JSON.stringify(note))
  }, [note])
  return 'CSSMarginRule' in window ? null : <p className="desk-print-note zc-print-only">{note}</p>
}

/** Drawn once: nothing in it follows the page, and each change of page has less to do. */
const TopBar = memo(function TopBar(props: {
  menu: RefObject<HTMLDivElement | null>
  isMenuOpen: boolean
  onMenu: () => void
}) {
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
      <div ref={props.menu} className="desk-top-menu">
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
})

/** The places in their groups; on a narrow window behind the menu button, where Escape closes them again. */
function Rail({ path, isOpen, onClose }: { path: string; isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const places = placesFor(useMe())
  return (
    <nav className="desk-rail zc-no-print" aria-label={t('shell.navigation')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key closes what the menu button opened. */}
      <div
        id={navigationId}
        className="desk-rail-groups"
        data-open={isOpen || undefined}
        onKeyDown={({ key }) => key === 'Escape' && isOpen && onClose()}
      >
        {placeGroups.map((group) => {
          const own = places.filter((place) => place.group === group)
          const name = group === 'start' ? null : t(`shell.group.${group}`)
          return own.length > 0 && <RailGroup key={group} {...{ group, name, path }} places={own} />
        })}
      </div>
    </nav>
  )
}

function RailGroup(props: {
  group: string
  name: string | null
  path: string
  places: ReturnType<typeof placesFor>
}) {
  const t = useT()
  const firstOf = useFirstViews()
  const headingId = `navigation-${props.group}`
  return (
    <div className="desk-rail-group">
      {props.name && (
        <p id={headingId} className="desk-rail-name">
          {props.name}
        </p>
      )}
      <ul {...(props.name ? { 'aria-labelledby': headingId } : {})}>
        {props.places.map((place) => (
          <li key={place.id}>
            <RailLink
              href={firstOf(place.href)}
              word={t(place.word)}
              Icon={place.Icon}
              isHere={isOn(place, props.path)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Drawn anew only where one leaves and where one arrives. */
const RailLink = memo(function RailLink(props: {
  href: string
  word: string
  Icon: ReturnType<typeof placesFor>[number]['Icon']
  isHere: boolean
}) {
  const { href, word, Icon, isHere } = props
  return (
    <Link href={href} className="desk-rail-link" {...(isHere ? { 'aria-current': 'page' as const } : {})}>
      <Icon />
      <span>{word}</span>
    </Link>
  )
})
