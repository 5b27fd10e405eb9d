import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 20_000, hookTimeout: 20_000 }

/** Everything runs on SQLite; what touches the database runs on PostgreSQL too where a server is given in TEST_POSTGRES_URL. */
export default defineConfig({
  test: {
    // Most of the time is spent waiting for sockets, not computing.
    maxWorkers: 3,
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      { test: { name: 'sqlite', include: ['tests/**/*.test.ts'], globalSetup: './tests/support/build-page.ts', ...timeouts } },
      ...(process.env['TEST_POSTGRES_URL'] ? [postgres()] : []),
    ],
  },
})

function postgres() {
  const conditions = ['postgres', 'node']
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name: 'postgres',
      include: ['tests/{db,delivery,flows,stories}/**/*.test.ts'],
      execArgv: ['--conditions=postgres'],
      env: { CUECARD_TEST_BACKEND: 'postgres' },
      ...timeouts,
    },
  }
}
