import tseslint from 'typescript-eslint';

/** Of two entries for one file the later one counts, so that the inner room's has all of the outer one's. */
const outsideSandbox = ['**/runner/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**'];

/** Arrows run one way: what a folder may not import. See docs/architecture.md. */
const house = [
  // Words that rooms share; they know no room.
  { files: ['src/*.ts'], ignores: ['src/cli.ts'], banned: ['./*/**', '../**'] },
  { files: ['src/runner/**'], banned: ['**/steps/**', '**/sandbox/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  { files: ['steps/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  { files: ['state/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/commands/**', '**/cloud/**'] },
  { files: ['src/sandbox/**'], banned: outsideSandbox },
  { files: ['src/sandbox/wire/**'], banned: [...outsideSandbox, '../services/**', '@aws-sdk/client-*'] },
  { files: ['src/ui/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**'] },
  { files: ['src/cloud/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**'] },
  { files: ['src/image/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**'] },
  { files: ['src/graph/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  // Of the state it knows only what a record is.
  { files: ['src/prices/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  // Plain data: lessons, published facts, and what the sandbox and the generator of policies share.
  { files: ['src/lessons/**', 'src/facts/**', 'src/permissions/**'], banned: ['../*/**', '../../**'] },
  { files: ['src/explain/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**', '**/config/**'] },
  { files: ['src/rehearsal/**'], banned: ['**/steps/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  { files: ['src/policy/**'], banned: ['../*/**', '!../permissions/**', '../../**'] },
  { files: ['src/script/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**'] },
  { files: ['src/config/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**'] },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'examples/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...house.map(({ files, ignores = [], banned }) => ({
    files,
    ignores,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: banned, message: 'Arrows run one way: see docs/architecture.md.' }] }],
    },
  })),
  {
    // A step states facts; the runner decides.
    files: ['steps/**'],
    ignores: ['steps/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'WhileStatement, DoWhileStatement, ForStatement, ForInStatement, ForOfStatement', message: 'No loops in steps: the runner waits and repeats.' },
        { selector: 'TryStatement', message: 'No try in steps: the runner knows what an error means.' },
      ],
      'no-restricted-globals': ['error', 'console', 'process', 'setTimeout', 'setInterval', 'setImmediate'],
    },
  },
);
