import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { readConfig } from '../../src/config/resolve.js';
import type { Config } from '../../src/config/schema.js';
import { FailureError, type ConfigProblem } from '../../src/failure.js';
import { stackOf } from '../../steps/stack/index.js';
import { anyConfig } from '../e2e/any-config.js';
import { where } from '../steps/config.js';
import { inTime, isToldWell } from './shown.js';
import { dataEdit, spoilData } from './spoil-data.js';
import { spoilText, textEdit } from './spoil-text.js';
import type { Target } from './target.js';

/** A config file, and what lies over it. */
interface Case {
  readonly file: string;
  readonly text: string;
  readonly over?: string;
  readonly set?: readonly string[];
}

/** What the variables in a case give. */
const variables = { A: '1', B: 'x', C: '', D: '[', E: '${A}' };

const bomb = (levels: number) =>
  `a0: &a0 [x, x]\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]\n`).join('')}`;
const tokens = [
  ...[
    '&a ',
    '*a',
    '<<: *a\n',
    '&a [*a]',
    '? ',
    '- ',
    '- - - ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '|\n',
    '>-\n',
    '#',
    '---\n',
    '...\n',
  ],
  ...['!!binary ', '!!set ', '!!omap ', '!!js/function ', '!!float ', '!x ', '%YAML 1.1\n', '%TAG ! tag:x,2000:\n'],
  ...['.inf', '.nan', '2001-12-14', '0o17', '1_000', 'yes', '~', 'null', '=', '__proto__: 1\n', 'constructor: {}\n'],
  ...['['.repeat(3000), '{a: '.repeat(3000), '- '.repeat(3000), '? '.repeat(300), '&a '.repeat(100)],
  ...['${A}', '${B', '${C:-', '${D-${E}}', '${N:?x}', '$${', '$$$', '${aws:x}', '}'],
  ...['name: again\n', 'services:\n  web: {}\n', bomb(3), bomb(40)],
];
const texts = blueprints.map(({ name }) => blueprintText(name));
const valid = fc.oneof(
  fc.constantFrom(...texts),
  anyConfig.map((config) => stringify(config)),
);
const words = [
  '10.0.0.0/16',
  '0.0.0.0/0',
  'http-api',
  'alb',
  'nat',
  'ec2',
  'srv',
  'GET /{proxy+}',
  'arn:aws:ssm:::x',
  443,
  256,
  65536,
];
const spoiltText = fc
  .tuple(valid, fc.array(textEdit(tokens), { minLength: 1, maxLength: 4 }))
  .map(([text, edits]): Case => ({ file: 'provision.yaml', text: spoilText(text, edits) }));
const spoiltData = fc
  .tuple(anyConfig, fc.array(dataEdit(words), { minLength: 1, maxLength: 4 }))
  .map(([config, edits]): Case => ({ file: 'provision.json', text: spoilData(config, edits) }));
const paths = [
  ...['services.web.tag', 'services.web.routes[0]', 'services.web.routes.1', 'services.web', 'services', 'tags."a.b"'],
  ...["services['web'].cpu", 'services.web.environment.A', 'name', 'network.zones', 'services.web.envFile', 'a', ''],
];
const values = ['1', '', 'null', '[a, b]', '{a: {b: c}}', '{', '${A}', '1.10', 'true', '0.5', '4GB', '*a', '&a [*a]'];
const assignment = fc
  .tuple(
    fc.constantFrom(...paths),
    fc.constantFrom(...values),
    fc.array(textEdit(['.', '[', '"', '=', ']']), { maxLength: 2 }),
  )
  .map(([path, value, edits]) => spoilText(`${path}=${value}`, edits));
const spoiltParts = fc
  .tuple(valid, valid, fc.array(textEdit(tokens), { maxLength: 2 }), fc.array(assignment, { maxLength: 3 }))
  .map(([text, over, edits, set]): Case => ({ file: 'provision.yaml', text, over: spoilText(over, edits), set }));
const noise = fc
  .oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.json())
  .map((text): Case => ({ file: 'provision.yaml', text }));

/** It is a config, and then one that steps can be made of, or all that is wrong is said, each with its place. */
async function isReadOrRefused({ file, text, over, set }: Case): Promise<void> {
  const base = { file, text, base: '/project' };
  const read = await inTime(() => {
    try {
      const files =
        over === undefined ? ([base] as const) : ([base, { ...base, file: 'over.yaml', text: over }] as const);
      return readConfig({ files, set, variables }).config;
    } catch (error) {
      return error;
    }
  });
  if (!(read instanceof Error)) {
    const { steps } = stackOf(read as Config, where, () => 'tag');
    assert.ok(steps.length > 0);
    return;
  }
  if (!(read instanceof FailureError)) throw read;
  isToldWell(read.failure);
  assert.equal(read.failure.code, 'bad-config');
  const { problems } = read.failure as { problems: readonly ConfigProblem[] };
  assert.ok(problems.length > 0);
  const linesOf = new Map([
    [file, text],
    ['over.yaml', over ?? ''],
  ]);
  for (const { file: where, message, line = 1, column = 1 } of problems) {
    assert.notEqual(message, '');
    const lines = linesOf.get(where)?.split(/\r\n|\r|\n/).length ?? 1;
    assert.ok(linesOf.has(where) || where.startsWith('--set'), where);
    assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
    assert.ok(column >= 1, `column ${column}`);
  }
}

export const config: Target<Case> = {
  name: 'config',
  properties: [
    { title: 'a config of spoilt text is read or refused', cases: () => spoiltText, share: 0.4 },
    { title: 'a config of spoilt data is read or refused', cases: () => spoiltData, share: 0.3 },
    { title: 'a config of spoilt parts is read or refused', cases: () => spoiltParts, share: 0.2 },
    { title: 'noise is refused as a config', cases: () => noise, share: 0.1 },
  ],
  async prepare() {},
  holds: isReadOrRefused,
};
