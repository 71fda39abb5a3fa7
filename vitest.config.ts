import { defineConfig } from 'vitest/config';

/** Whole runs in terminals and with real programs: one after the other, so that they do not starve each other. */
const WHOLE_RUNS = 'test/{journeys,real}/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [WHOLE_RUNS],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: [WHOLE_RUNS], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
