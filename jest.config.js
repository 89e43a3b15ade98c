// Jest in ESM mode: the tests and the service run the same files, with types erased by swc.
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript' },
          // Without it `with { type: 'json' }` is lost, and Node refuses the import.
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  globalSetup: '<rootDir>/test/support/before-all.ts',
  globalTeardown: '<rootDir>/test/support/after-all.ts',
  reporters: ['default', '<rootDir>/test/support/count-reporter.ts'],
  maxWorkers: 2,
  testTimeout: 30_000,
  // v8 is three times slower here.
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.ts'],
};
