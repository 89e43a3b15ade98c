// The tests of pure files alone: no database, no browser, so that each fault that is put in is tried in a moment.
import config from '../../jest.config.js';

const { globalSetup: _setup, globalTeardown: _teardown, reporters: _reporters, ...pure } = config;

export default {
  ...pure,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/**/*.{state,policy,schema}.test.ts',
    '<rootDir>/test/moderation/{text-check,working-days}.test.ts',
  ],
};
