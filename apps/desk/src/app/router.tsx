import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { readCluesSearch } from '../clues/clues.address.ts'
import { readDuplicatesSearch } from '../duplicates/duplicates.address.ts'
import { readFigureSearch, readReportsSearch } from '../figures/figures.address.ts'
import { readImportSearch } from '../imports/imports.address.ts'
import { readLinkingSearch } from '../linking/linking.address.ts'
import { readListSearch, readListsSearch } from '../lists/lists.address.ts'
import { readNoticeSearch, readNoticesSearch } from '../notices/notices.address.ts'
import { readDirectorySearch } from '../organisations/organisations.address.ts'
import { readAuditSearch } from '../oversight/audit.address.ts'
import { readPaperSearch, readPapersSearch } from '../papers/papers.address.ts'
import { readPeopleSearch } from '../people/people.address.ts'
import { readPolicySearch } from '../policy/policy.address.ts'
import { readRegisterSearch } from '../register/register.address.ts'
import { readTargetsSearch, readTasksSearch } from '../work/work.address.ts'
import { readSearch, writeSearch } from './address.ts'
import { isSignedOut } from './http.ts'
import { NotFoundPage } from './not-found.page.tsx'
import { firstPlaceFor } from './places.ts'
import { ProblemPage } from './problem.page.tsx'
import { Root } from './root.tsx'
import { choiceParam, regionParam, textParam } from './search-params.ts'
import { meQuery } from './session.ts'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw) => ({ back: typeof raw.back === 'string' ? raw.back : undefined }),
  component: lazyRouteComponent(() => import('../sign-in/sign-in.page.tsx'), 'SignInPage'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  validateSearch: (raw) => ({ token: typeof raw.token === 'string' ? raw.token : undefined }),
  component: lazyRouteComponent(() => import('../sign-in/welcome.page.tsx'), 'WelcomePage'),
})

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { back: location.href } })
      throw error
    }
  },
})

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  validateSearch: (raw) => ({
    region: regionParam(raw, 'region'),
    by: choiceParam(raw, 'by', ['week', 'month'] as const),
  }),
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    // Who has no figures but clues to work on finds those here.
    const isWanted = ['dashboard.read', 'clue.receive'].some((right) => me.may.includes(right))
    if (!isWanted) throw redirect({ href: firstPlaceFor(me) })
  },
  component: lazyRouteComponent(() => import('../home/home.page.tsx'), 'HomePage'),
})

const register = createRoute({
  getParentRoute: () => desk,
  path: '/register',
  validateSearch: readRegisterSearch,
  component: lazyRouteComponent(() => import('../register/register.page.tsx'), 'RegisterPage'),
})

const person = createRoute({
  getParentRoute: () => desk,
  path: '/persons/$personId',
  validateSearch: (raw) => ({ tab: textParam(raw, 'tab') }),
  component: lazyRouteComponent(() => import('../person/person.page.tsx'), 'PersonPage'),
})

const clues = createRoute({
  getParentRoute: () => desk,
  path: '/clues',
  validateSearch: readCluesSearch,
  beforeLoad: async ({ context, search }) => {
    // New clues lie with the county; below it, people come for what waits for them.
    const me = await context.queryClient.ensureQueryData(meQuery)
    const isBelow = me.reach.length > 0 && me.reach.every(({ level }) => level > 3)
    const isPlain = Object.values(search).every((value) => value === undefined)
    if (isBelow && isPlain && me.may.includes('clue.receive'))
      throw redirect({ to: '/clues', search: { mine: 'true' } })
  },
  component: lazyRouteComponent(() => import('../clues/clues.page.tsx'), 'CluesPage'),
})

const clue = createRoute({
  getParentRoute: () => desk,
  path: '/clues/$clueId',
  validateSearch: (raw) => ({ act: textParam(raw, 'act') }),
  component: lazyRouteComponent(() => import('../clues/clue.page.tsx'), 'CluePage'),
})

const lists = createRoute({
  getParentRoute: () => desk,
  path: '/lists',
  validateSearch: readListsSearch,
  component: lazyRouteComponent(() => import('../lists/lists.page.tsx'), 'ListsPage'),
})

const list = createRoute({
  getParentRoute: () => desk,
  path: '/lists/$listId',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../lists/list.page.tsx'), 'ListPage'),
})

const duplicates = createRoute({
  getParentRoute: () => desk,
  path: '/duplicates',
  validateSearch: readDuplicatesSearch,
  component: lazyRouteComponent(() => import('../duplicates/duplicates.page.tsx'), 'DuplicatesPage'),
})

const duplicate = createRoute({
  getParentRoute: () => desk,
  path: '/duplicates/$pairId',
  component: lazyRouteComponent(() => import('../duplicates/duplicate.page.tsx'), 'DuplicatePage'),
})

const linkRun = createRoute({
  getParentRoute: () => desk,
  path: '/link-runs/$runId',
  validateSearch: readLinkingSearch,
  component: lazyRouteComponent(() => import('../linking/run.page.tsx'), 'LinkRunPage'),
})

const linkReview = createRoute({
  getParentRoute: () => desk,
  path: '/link-runs/$runId/review',
  validateSearch: readLinkingSearch,
  component: lazyRouteComponent(() => import('../linking/review.page.tsx'), 'ReviewPage'),
})

const targets = createRoute({
  getParentRoute: () => desk,
  path: '/targets',
  validateSearch: readTargetsSearch,
  component: lazyRouteComponent(() => import('../work/targets.page.tsx'), 'TargetsPage'),
})

const target = createRoute({
  getParentRoute: () => desk,
  path: '/targets/$targetId',
  component: lazyRouteComponent(() => import('../work/target.page.tsx'), 'TargetPage'),
})

const tasks = createRoute({
  getParentRoute: () => desk,
  path: '/tasks',
  validateSearch: readTasksSearch,
  component: lazyRouteComponent(() => import('../work/tasks.page.tsx'), 'TasksPage'),
})

const task = createRoute({
  getParentRoute: () => desk,
  path: '/tasks/$taskId',
  component: lazyRouteComponent(() => import('../work/task.page.tsx'), 'TaskPage'),
})

const supervision = createRoute({
  getParentRoute: () => desk,
  path: '/supervision',
  validateSearch: (raw) => ({ region: regionParam(raw, 'region'), view: textParam(raw, 'view') }),
  component: lazyRouteComponent(() => import('../work/supervision.page.tsx'), 'SupervisionPage'),
})

const imports = createRoute({
  getParentRoute: () => desk,
  path: '/imports',
  component: lazyRouteComponent(() => import('../imports/imports.page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => desk,
  path: '/imports/$importId',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('../imports/import.page.tsx'), 'ImportPage'),
})

const notices = createRoute({
  getParentRoute: () => desk,
  path: '/notices',
  validateSearch: readNoticesSearch,
  component: lazyRouteComponent(() => import('../notices/notices.page.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => desk,
  path: '/notices/$noticeId',
  validateSearch: readNoticeSearch,
  component: lazyRouteComponent(() => import('../notices/notice.page.tsx'), 'NoticePage'),
})

const papers = createRoute({
  getParentRoute: () => desk,
  path: '/papers',
  validateSearch: readPapersSearch,
  component: lazyRouteComponent(() => import('../papers/papers.page.tsx'), 'PapersPage'),
})

const paper = createRoute({
  getParentRoute: () => desk,
  path: '/papers/$paperId',
  validateSearch: readPaperSearch,
  component: lazyRouteComponent(() => import('../papers/paper.page.tsx'), 'PaperPage'),
})

const figures = createRoute({
  getParentRoute: () => desk,
  path: '/figures',
  validateSearch: (raw) => ({ region: regionParam(raw, 'region') }),
  component: lazyRouteComponent(() => import('../figures/figures.page.tsx'), 'FiguresPage'),
})

const figure = createRoute({
  getParentRoute: () => desk,
  path: '/figures/$indicator',
  validateSearch: (raw) => ({ region: regionParam(raw, 'region') }),
  component: lazyRouteComponent(() => import('../figures/figure.page.tsx'), 'FigurePage'),
})

const figureWhy = createRoute({
  getParentRoute: () => desk,
  path: '/figures/$indicator/why',
  validateSearch: readFigureSearch,
  component: lazyRouteComponent(() => import('../figures/why.page.tsx'), 'WhyPage'),
})

const reports = createRoute({
  getParentRoute: () => desk,
  path: '/reports',
  validateSearch: readReportsSearch,
  component: lazyRouteComponent(() => import('../figures/reports.page.tsx'), 'ReportsPage'),
})

const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings.page.tsx'), 'SettingsPage'),
})

const people = createRoute({
  getParentRoute: () => desk,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../people/people.page.tsx'), 'PeoplePage'),
})

const personAccount = createRoute({
  getParentRoute: () => desk,
  path: '/people/$userId',
  component: lazyRouteComponent(() => import('../people/person-account.page.tsx'), 'PersonAccountPage'),
})

const health = createRoute({
  getParentRoute: () => desk,
  path: '/health',
  validateSearch: (raw) => ({ restore: textParam(raw, 'restore') }),
  component: lazyRouteComponent(() => import('../health/health.page.tsx'), 'HealthPage'),
})

const accountPolicy = createRoute({
  getParentRoute: () => desk,
  path: '/account-policy',
  component: lazyRouteComponent(() => import('../people/policy.page.tsx'), 'PolicyPage'),
})

const policyLines = createRoute({
  getParentRoute: () => desk,
  path: '/policy-lines',
  validateSearch: readPolicySearch,
  component: lazyRouteComponent(() => import('../policy/policy-lines.page.tsx'), 'PolicyLinesPage'),
})

const policyLine = createRoute({
  getParentRoute: () => desk,
  path: '/policy-lines/$code',
  validateSearch: (raw) => ({ region: regionParam(raw, 'region') }),
  component: lazyRouteComponent(() => import('../policy/policy-line.page.tsx'), 'PolicyLinePage'),
})

const erasures = createRoute({
  getParentRoute: () => desk,
  path: '/erasures',
  validateSearch: (raw) => ({ person: textParam(raw, 'person') }),
  component: lazyRouteComponent(() => import('../erasure/erasures.page.tsx'), 'ErasuresPage'),
})

const directory = createRoute({
  getParentRoute: () => desk,
  path: '/directory',
  validateSearch: readDirectorySearch,
  component: lazyRouteComponent(() => import('../organisations/directory.page.tsx'), 'DirectoryPage'),
})

const organisation = createRoute({
  getParentRoute: () => desk,
  path: '/organisations/$organisationId',
  component: lazyRouteComponent(() => import('../organisations/organisation.page.tsx'), 'OrganisationPage'),
})

const exported = createRoute({
  getParentRoute: () => desk,
  path: '/exports',
  validateSearch: (raw) => ({ tab: textParam(raw, 'tab') }),
  component: lazyRouteComponent(() => import('../exports/exports.page.tsx'), 'ExportsPage'),
})

const glass = createRoute({
  getParentRoute: () => desk,
  path: '/break-glass',
  component: lazyRouteComponent(() => import('../oversight/glass.page.tsx'), 'GlassPage'),
})

const glassPerson = createRoute({
  getParentRoute: () => desk,
  path: '/break-glass/$glassId',
  component: lazyRouteComponent(() => import('../oversight/glass-person.page.tsx'), 'GlassPersonPage'),
})

const audit = createRoute({
  getParentRoute: () => desk,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../oversight/audit.page.tsx'), 'AuditPage'),
})

const elsewhere = createRoute({ getParentRoute: () => desk, path: '$', component: NotFoundPage })

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  validateSearch: (raw) => ({ component: textParam(raw, 'component') }),
  component: __GALLERY__
    ? lazyRouteComponent(() => import('../gallery/gallery.page.tsx'), 'GalleryPage')
    : NotFoundPage,
})

const tree = root.addChildren([
  signIn,
  welcome,
  gallery,
  desk.addChildren([
    home,
    register,
    person,
    clues,
    clue,
    lists,
    list,
    duplicates,
    duplicate,
    linkRun,
    linkReview,
    targets,
    target,
    tasks,
    task,
    supervision,
    imports,
    oneImport,
    notices,
    notice,
    papers,
    paper,
    figures,
    figure,
    figureWhy,
    reports,
    settings,
    health,
    people,
    personAccount,
    accountPolicy,
    policyLines,
    policyLine,
    erasures,
    directory,
    organisation,
    exported,
    glass,
    glassPerson,
    audit,
    elsewhere,
  ]),
])

/** All addresses of the Desk; each page is fetched when first opened, and its filters live in the address. */
export function createDeskRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultErrorComponent: ProblemPage,
    defaultNotFoundComponent: NotFoundPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>
  }
}
