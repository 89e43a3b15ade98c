// The style rules that a compiler cannot hold: typescript-eslint at its strictest, with the few exceptions explained.
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const NAMED_ONLY = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export can be called anything where it is imported.',
};
export default tseslint.config(
  { ignores: ['node_modules/', 'coverage/', '.data/', 'bench/results/', 'test/screenshots/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-syntax': ['error', NAMED_ONLY],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // Express 5 hands the fault of an async handler to the error page, so a handler may return a promise.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Control characters in what people send are looked for on purpose.
      'no-control-regex': 'off',
      // A service answers with a promise whether or not it has something to wait for.
      '@typescript-eslint/require-await': 'off',
      // Mongoose takes plain objects and dates where its types name classes of its own.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Splitting a text into its letters is what a spread of a string is for here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  // What talks to a terminal may print.
  {
    files: [
      'src/server.ts',
      'src/worker.ts',
      'src/cli.ts',
      'src/demo.ts',
      'src/demo/**',
      'bench/**',
      'docs/**',
      'public/js/**',
      'test/support/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // Answers of supertest, axe and the mail parser are `any` at their edge, and a test looks straight into them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-empty-pattern': 'off',
    },
  },
  // Plain ESM, checked by its JSDoc types.
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: { window: 'readonly', document: 'readonly', navigator: 'readonly', location: 'readonly' },
    },
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['**/*.config.js'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
