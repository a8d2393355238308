import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const spoken = new Set(['zh-CN', 'en-US'])

/** The component kit carries its words in 33 languages; only ours go into the build. */
const ourLanguagesOnly = (): Plugin => ({
  name: 'our-languages-only',
  enforce: 'pre',
  load(id) {
    const match = /react-aria[^/]*\/dist\/.*\/intl\/[^/]+\/([a-z]{2}-[A-Z]{2})\.m?js$/.exec(
      id.replaceAll('\\', '/'),
    )
    return match && !spoken.has(match[1] ?? '') ? 'export default {}' : undefined
  },
})

/** The order of the layers has to be said before the first rule; the bundler moves files, so it is said last here. */
const layersFirst = (): Plugin => ({
  name: 'layers-first',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) {
          file.source = `@layer tokens,base,components,screens,last;${file.source}`
        }
      }
    },
  },
})

/**
 * What stands on the way to the first list comes in few files, each with all that it needs: a hundred small ones cost more
 * in headers and compress worse. All other pages are split as the bundler sees fit.
 */
const firstSteps = [
  { name: 'start', test: /apps\/desk\/src\/main\.tsx$/ },
  { name: 'sign-in', test: /apps\/desk\/src\/sign-in\/sign-in\.page\.tsx$/ },
  {
    name: 'first-list',
    test: /apps\/desk\/src\/(app\/(shell|region-picker)|register\/register\.page)\.tsx$/,
  },
].map((group, place) => ({ ...group, priority: 10 - place }))

export default defineConfig(({ mode }) => ({
  plugins: [ourLanguagesOnly(), react(), layersFirst()],
  define: { __GALLERY__: JSON.stringify(mode === 'gallery') },
  build: {
    target: ['chrome109', 'firefox115', 'safari16'],
    assetsInlineLimit: 0,
    // The list of files by which the budget of the first list is counted.
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: firstSteps } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
}))
