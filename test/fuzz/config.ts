import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { readConfig } from '../../src/config/resolve.js';
import { FailureError, type ConfigProblem } from '../../src/failure.js';
import { stackOf } from '../../steps/stack/index.js';
import { anyConfig } from '../e2e/any-config.js';
import { where } from '../steps/config.js';
import { inTime, isToldWell } from './shown.js';
import { dataEdit, spoilData } from './spoil-data.js';
import { spoilText, textEdit } from './spoil-text.js';
import type { Target } from './target.js';

/** A config file. */
interface Case {
  readonly file: string;
  readonly text: string;
}

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
const noise = fc
  .oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.json())
  .map((text): Case => ({ file: 'provision.yaml', text }));

/** It is a config, and then one that steps can be made of, or all that is wrong is said, each with its place. */
async function isReadOrRefused({ file, text }: Case): Promise<void> {
  const read = await inTime(() => {
    try {
      return readConfig({ file, text, base: '/project' });
    } catch (error) {
      return error;
    }
  });
  if (!(read instanceof Error)) {
    const { steps } = stackOf(read as ReturnType<typeof readConfig>, where, () => 'tag');
    assert.ok(steps.length > 0);
    return;
  }
  if (!(read instanceof FailureError)) throw read;
  isToldWell(read.failure);
  assert.equal(read.failure.code, 'bad-config');
  const { problems } = read.failure as { problems: readonly ConfigProblem[] };
  assert.ok(problems.length > 0);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { message, line = 1, column = 1 } of problems) {
    assert.notEqual(message, '');
    assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
    assert.ok(column >= 1, `column ${column}`);
  }
}

export const config: Target<Case> = {
  name: 'config',
  properties: [
    { title: 'a config of spoilt text is read or refused', cases: () => spoiltText, share: 0.5 },
    { title: 'a config of spoilt data is read or refused', cases: () => spoiltData, share: 0.4 },
    { title: 'noise is refused as a config', cases: () => noise, share: 0.1 },
  ],
  async prepare() {},
  holds: isReadOrRefused,
};
