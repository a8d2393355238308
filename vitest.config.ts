import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.{ts,tsx}',
      'apps/*/{src,test}/**/*.test.{ts,tsx}',
      'tools/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    globalSetup: ['packages/testing/src/vitest-global-setup.ts'],
    setupFiles: ['packages/testing/src/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Loading the server anew for every file took half of the time. A test that changes what its process shares
    // (environment, working folder, a setting of a library) puts it back.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    env: { TZ: 'UTC' },
  },
})
