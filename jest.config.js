/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/scripts/jest/environment.js',
  runtime: '<rootDir>/scripts/jest/runtime.js',
  testRunner: '<rootDir>/scripts/jest/runner.js',
  reporters: ['default', '<rootDir>/scripts/jest/costs.js'],
  globalSetup: '<rootDir>/scripts/jest/build-before.js',
  roots: ['<rootDir>/test'],
  // Jest leaves one core to its own process, which has little to do: on two cores that would double the time.
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  // Tells what hangs, not what is slow: how fast a test is depends on what else the machine does.
  testTimeout: process.env.PROVISION_TEST_FULL === '1' ? 600_000 : 120_000,
  setupFiles: ['<rootDir>/test/setup.ts'],
  // Sources import each other as './x.js', as Node's own resolution wants; on disk they are './x.ts'.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
