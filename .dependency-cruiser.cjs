// Which way imports go. The table is the law of docs/adr/0003; a new arrow is a new ADR.
const may = {
  kernel: [],
  catalogue: ['kernel'],
  rules: ['kernel', 'catalogue'],
  i18n: ['kernel'],
  sheets: ['kernel'],
  crypto: ['kernel'],
  db: ['kernel'],
  regions: ['kernel'],
  analysis: ['kernel'],
  matching: ['kernel', 'catalogue', 'analysis'],
  reading: ['kernel'],
  papers: ['kernel'],
  'reading-files': ['kernel', 'sheets', 'reading'],
  demo: ['kernel', 'catalogue', 'sheets', 'regions'],
  ui: ['kernel', 'catalogue', 'i18n'],
  server: [
    'kernel',
    'catalogue',
    'rules',
    'matching',
    'analysis',
    'sheets',
    'crypto',
    'db',
    'i18n',
    'regions',
    'reading',
    'reading-files',
    'papers',
  ],
  testing: ['kernel', 'catalogue', 'db', 'server', 'demo', 'crypto', 'sheets', 'regions'],
}
const browserSafe = ['kernel', 'catalogue', 'rules', 'i18n', 'papers', 'ui']
const screens = '^apps/(desk|field|portal)/'
const tests = '\\.(property\\.)?test\\.tsx?$|/test/|/test-[^/]+\\.ts$|\\.e2e\\.ts$'

const arrows = Object.entries(may).map(([from, to]) => ({
  name: `arrows-${from}`,
  severity: 'error',
  comment: `packages/${from} may import only: ${to.join(', ') || 'nothing of ours'}`,
  from: { path: `^packages/${from}/`, pathNot: tests },
  to: { path: '^packages/([^/]+)/', pathNot: `^packages/(${[from, ...to].join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'package-without-arrows',
      severity: 'error',
      comment: 'a new package needs its line in the table above',
      from: { path: '^packages/([^/]+)/', pathNot: `^packages/(${Object.keys(may).join('|')})/` },
      to: {},
    },
    {
      name: 'package-by-its-face',
      comment:
        'packages are imported by name, as their exports allow, never by a path into their files; tools and tests may look inside',
      severity: 'error',
      from: { path: '^(packages|apps|bench|e2e)/([^/]+)/', pathNot: tests },
      to: {
        path: '^packages/',
        pathNot: ['^$1/$2/', '^packages/[^/]+/src/index\\.ts$', '^packages/testing/src/office\\.ts$'],
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      from: { pathNot: '^(apps|e2e)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'screens-never-load-server-code',
      severity: 'error',
      comment: `screens load only ${browserSafe.join(', ')}; of the server they may know the types`,
      from: { path: screens, pathNot: tests },
      to: { path: `^packages/(?!(${browserSafe.join('|')})/)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screens-know-only-server-types',
      severity: 'error',
      from: { path: screens, pathNot: tests },
      to: { path: `^packages/(?!(${[...browserSafe, 'server'].join('|')})/)` },
    },
    {
      name: 'feature-by-its-face',
      severity: 'error',
      comment:
        'a feature of the server imports another only through its index.ts; platform is the framework below all',
      from: { path: '^packages/server/src/([^/]+)/', pathNot: tests },
      to: {
        path: '^packages/server/src/([^/]+)/',
        pathNot: '^packages/server/src/($1/|platform/|[^/]+/index\\.ts$)',
      },
    },
    {
      name: 'pure-packages-do-no-io',
      severity: 'error',
      comment: 'kernel, catalogue, rules, i18n, reading, papers and ui run in browsers: no Node module',
      from: { path: '^packages/(kernel|catalogue|rules|i18n|reading|papers|ui)/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'screens-do-no-io',
      severity: 'error',
      from: { path: '^apps/(desk|field|portal)/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sql-only-in-stores',
      severity: 'error',
      comment:
        'Kysely, pg and the db package are touched only in *.store.ts, in platform, and where the server is put together',
      from: {
        path: '^packages/server/',
        pathNot: `\\.store\\.ts$|/platform/|/src/(start|prepare)\\.ts$|${tests}`,
      },
      to: {
        path: '(node_modules/(kysely|pg|pg-copy-streams)|^packages/db)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'duckdb-only-in-analysis',
      severity: 'error',
      from: { pathNot: '^packages/analysis/' },
      to: { path: 'node_modules/@duckdb/' },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment: 'what production code imports stands under dependencies of its own package.json',
      from: { path: '^(packages/[^/]+/src|apps/[^/]+/(src|bin))/', pathNot: `${tests}|^packages/testing/` },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle that is only one of types is gone at run time',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-testing-in-production',
      severity: 'error',
      from: { pathNot: `${tests}|^e2e/|^bench/|^packages/testing/` },
      to: { path: '^packages/testing/|/test-[^/]+\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
