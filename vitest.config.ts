import { defineConfig } from 'vitest/config';

/** Everything outside src: plain TypeScript, on Node, with a real PostgreSQL where a test asks for one. */
export default defineConfig({
  test: {
    include: ['pkg/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/house/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
    minWorkers: 1,
  },
});
