import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

export default defineConfig([
  {
    ignores: [
      '**/logs',
      '**/*.log',
      '**/npm-debug.log*',
      '**/yarn-debug.log*',
      '**/yarn-error.log*',
      '**/.pnpm-debug.log*',
      '**/node_modules/',
      '.yarn/cache',
      '.yarn/unplugged',
      '.yarn/build-state.yml',
      '.yarn/install-state.gz',
      '**/.pnp.*',
      '**/pids',
      '**/*.pid',
      '**/*.seed',
      '**/*.pid.lock',
      '**/lib-cov',
      '**/coverage',
      '**/dist/',
      '**/artifacts/',
      '**/work/',
      '**/ci/',
      'test-results/',
      'playwright-report/',
      'blob-report/',
      'playwright/.cache/',
      'playwright/.auth/',
      '**/.idea',
      '**/.eslintcache',
      '.cache/',
      'pkg/catalog/generated/',
      'tests/contract/fixture-plugin/',
    ],
  },
  ...baseConfig,
  {
    // The base covers the plugin's own sources; the packages, scripts and tests are held to the same rules and to what
    // TypeScript alone doesn't see.
    files: ['pkg/**/*.{ts,tsx}', 'scripts/**/*.ts', 'tests/**/*.{ts,mts}', '*.config.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      // What replaces the data source service is unstable in 13.1 and not there at all in 12.3, which is supported.
      '@typescript-eslint/no-deprecated': [
        'warn',
        {
          allow: [
            {
              from: 'package',
              package: '@grafana/runtime',
              name: ['getDataSourceSrv', 'get', 'getList', 'getInstanceSettings'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    // The stand-in's page is built by esbuild, which brings React along by itself.
    files: ['pkg/sandbox/host/**'],
    rules: { 'react/react-in-jsx-scope': 'off' },
  },
  {
    // Tests look into answers and trees whose shape is what they assert.
    files: ['**/*.test.{ts,tsx}', 'tests/**', 'src/**/testing/**'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    // Playwright's fixtures are functions called "use", which has nothing to do with React.
    files: ['tests/**/*.ts'],
    rules: { 'react-hooks/rules-of-hooks': 'off', 'no-empty-pattern': 'off' },
  },
]);
