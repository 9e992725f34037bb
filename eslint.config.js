import tseslint from 'typescript-eslint';

/** Of two entries for one file the later one counts, so an inner folder's entry repeats the outer one's. */
const outsideSandbox = [
  '**/runner/**',
  '**/steps/**',
  '**/ui/**',
  '**/state/**',
  '**/commands/**',
  '**/cloud/**',
  '**/config/**',
];

/** Only `src/cli/` knows the command line and its parser, and nothing imports that. */
const commandLine = ['**/cli/**', 'yargs'];

/** Arrows run one way: what a folder may not import, besides the command line. See docs/architecture.md. */
const folders = [
  // Shared by several folders, and importing none of them.
  { files: ['src/*.ts'], banned: ['./*/**', '!./aws/**', '../**'] },
  { files: ['src/commands/**'], banned: [] },
  // It writes to no stream, asks nobody and ends no process.
  { files: ['src/library/**'], banned: [] },
  // The lowest of them all.
  { files: ['src/aws/**'], banned: ['../**'] },
  { files: ['src/runner/**'], banned: ['**/steps/**', '**/sandbox/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  {
    files: ['steps/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/src/image/**',
    ],
  },
  {
    files: ['state/**'],
    banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/commands/**', '**/cloud/**'],
  },
  { files: ['src/sandbox/**'], banned: outsideSandbox },
  { files: ['src/sandbox/wire/**'], banned: [...outsideSandbox, '../services/**', '@aws-sdk/client-*'] },
  {
    files: ['src/ui/**'],
    banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**'],
  },
  {
    files: ['src/cloud/**'],
    banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**'],
  },
  {
    files: ['src/image/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/steps/**',
      '**/ui/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/config/**',
    ],
  },
  {
    files: ['src/graph/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/image/**',
    ],
  },
  // Labs are data: who opens their worlds is no matter here.
  {
    files: ['src/learn/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/config/**',
    ],
  },
  // It is given what it shows: it knows neither who asks nor who is asked.
  {
    files: ['src/page/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/image/**',
      '**/config/**',
      '**/prices/**',
      '**/lessons/**',
    ],
  },
  // Of the state it knows only what a record is.
  {
    files: ['src/prices/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/commands/**',
      '**/cloud/**',
      '**/image/**',
    ],
  },
  // Plain data: lessons, published facts, and what the sandbox and the generator of policies share.
  { files: ['src/lessons/**', 'src/facts/**', 'src/permissions/**'], banned: ['../*/**', '!../aws/**', '../../**'] },
  {
    files: ['src/explain/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/image/**',
      '**/config/**',
    ],
  },
  // Nothing but a script imports it. It asks clouds, and knows neither steps nor states.
  {
    files: ['conformance/**'],
    banned: ['**/steps/**', '**/state/**', '**/runner/**', '**/config/**', '**/commands/**'],
  },
  { files: ['src/rehearsal/**'], banned: ['**/steps/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  // Events in, a timeline out: it knows neither who keeps the record nor who shows it.
  { files: ['src/timeline/**'], banned: ['../*/**', '../../**'] },
  // Facts in, hops out: it knows neither who has read the facts nor who asks.
  { files: ['src/path/**'], banned: ['../*/**', '../../**'] },
  // It asks whatever answers, and is given the ids: it knows neither states nor steps.
  { files: ['src/path-facts/**'], banned: ['../*/**', '!../aws/**', '!../path/**', '../../**'] },
  { files: ['src/policy/**'], banned: ['../*/**', '!../aws/**', '!../permissions/**', '../../**'] },
  {
    files: ['src/script/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/ui/**',
      '**/steps/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
      '**/config/**',
    ],
  },
  {
    files: ['src/config/**'],
    banned: [
      '**/runner/**',
      '**/sandbox/**',
      '**/steps/**',
      '**/ui/**',
      '**/state/**',
      '**/commands/**',
      '**/cloud/**',
    ],
  },
];

/** What is paced, polled or waited for by a wall clock stops when that is set back. */
const noWallClock = { object: 'Date', property: 'now', message: 'Ask a clock: src/clock.ts.' };
/** Its first error leaves the other calls under way, and their answers are lost. */
const noLostAnswers = { object: 'Promise', property: 'all', message: 'Wait for each call: all() in src/all.ts.' };

export default tseslint.config(
  { ignores: ['dist/', 'types/', 'node_modules/', 'coverage/', 'examples/'] },
  ...tseslint.configs.recommended,
  {
    // Rules that need types: a promise that nobody waits for loses its error.
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
    },
  },
  {
    // What came from elsewhere may have a `toString` that is data: `plainText` reads it.
    files: ['src/**', 'steps/**', 'state/**'],
    rules: { '@typescript-eslint/no-base-to-string': ['error', { checkUnknown: true }] },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...folders.map(({ files, ignores = [], banned }) => ({
    files,
    ignores,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: [...banned, ...commandLine], message: 'Arrows run one way: see docs/architecture.md.' }],
        },
      ],
    },
  })),
  {
    // Tests run as CommonJS, which waits for nothing while it loads.
    files: ['test/**', 'src/**', 'state/**'],
    ignores: ['src/cli/cli.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'AwaitExpression:not(:function *)',
          message: 'Not while a file is loaded: use beforeAll in tests.',
        },
        { selector: 'ForOfStatement[await=true]:not(:function *)', message: 'Not while a file is loaded.' },
      ],
    },
  },
  {
    files: ['src/clock.ts', 'src/cloud/**', 'src/sandbox/**'],
    rules: { 'no-restricted-properties': ['error', noWallClock] },
  },
  {
    files: ['conformance/**', 'src/commands/**', 'src/prices/**', 'src/rehearsal/**', 'state/**'],
    rules: { 'no-restricted-properties': ['error', noLostAnswers] },
  },
  {
    files: ['src/runner/**', 'steps/**'],
    rules: { 'no-restricted-properties': ['error', noWallClock, noLostAnswers] },
  },
  {
    // A step states facts; the runner decides.
    files: ['steps/**'],
    ignores: ['steps/stack/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'WhileStatement, DoWhileStatement, ForStatement, ForInStatement, ForOfStatement',
          message: 'No loops in steps: the runner waits and repeats.',
        },
        { selector: 'TryStatement', message: 'No try in steps: the runner knows what an error means.' },
      ],
      'no-restricted-globals': ['error', 'console', 'process', 'setTimeout', 'setInterval', 'setImmediate'],
    },
  },
);
