import tseslint from 'typescript-eslint';

/** Arrows run one way: what a folder may not import. See docs/architecture.md. */
const house = [
  { files: ['src/runner/**'], banned: ['**/steps/**', '**/sandbox/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  { files: ['steps/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  { files: ['state/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/commands/**', '**/cloud/**'] },
  { files: ['src/sandbox/**'], banned: ['**/runner/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**'] },
  { files: ['src/sandbox/wire/**'], banned: ['../services/**', '@aws-sdk/client-*'] },
  { files: ['src/ui/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**'] },
  { files: ['src/cloud/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**'] },
  { files: ['src/image/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**'] },
  // Of the wording it knows only the nouns.
  { files: ['src/graph/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '!**/ui/nouns.js', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  // Of the state it knows only what a record is.
  { files: ['src/prices/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/commands/**', '**/cloud/**', '**/image/**'] },
  // Plain data; whoever teaches looks nothing up elsewhere.
  { files: ['src/lessons/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/config/**', '**/rehearsal/**'] },
  // Of the config it knows only how to find a word.
  { files: ['src/explain/**'], banned: ['**/runner/**', '**/sandbox/**', '**/ui/**', '**/steps/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**', '**/config/**', '!**/config/nearest.js'] },
  // Facts that the sandbox and the generator of policies share.
  { files: ['src/permissions/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**', '**/config/**', '**/policy/**'] },
  { files: ['src/rehearsal/**'], banned: ['**/steps/**', '**/ui/**', '**/commands/**', '**/config/**'] },
  { files: ['src/policy/**'], banned: ['**/runner/**', '**/sandbox/**', '**/steps/**', '**/ui/**', '**/state/**', '**/commands/**', '**/cloud/**', '**/image/**', '**/config/**', '**/rehearsal/**'] },
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
  ...house.map(({ files, banned }) => ({
    files,
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
