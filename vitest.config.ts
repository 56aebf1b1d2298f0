import { defineConfig } from 'vitest/config';

const outside = [
  '**/node_modules/**',
  '**/dist/**',
  '**/.output/**',
  '**/.wxt/**',
  '**/.cache/**',
  '**/.data/**',
];
const servers = ['./shared/store/src/testing/global-setup.ts'];

// The layer of a test is in its suffix: pure, real Postgres and Redis, real browser.
export default defineConfig({
  test: {
    // A third on two cores takes an eighth off the time, and makes browsers too slow for what is asked of a page.
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...outside, '**/*.db.test.ts'],
          // Five seconds, the default, is too short for property tests on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: outside,
          globalSetup: servers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['**/*.e2e.ts'],
          exclude: outside,
          globalSetup: servers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A second, the default, is too short for a browser on a busy machine.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
