import { expect, test } from '@jest/globals';
import { textOf } from '../../src/ui/failure.js';
import { everyThird, inFull } from '../full.js';
import { everyMember } from './members.js';
import { problemsOf } from './problem-lines.js';

/** Nothing of it may be in any message. It is not written as the name of a variable is: those are shown. */
const secret = 'hunter2!pw';

/** What may stand in place of a value, in YAML and in JSON: right, of a wrong type, or not readable at all. */
const forms: readonly string[] = [
  ...[
    secret,
    `"${secret}"`,
    `'${secret}'`,
    `${secret}: ${secret}`,
    `${secret}=${secret}`,
    `A=${secret}`,
    `- ${secret}`,
  ],
  ...[`[${secret}]`, `[[${secret}]]`, `{${secret}}`, `{A: ${secret}}`, `{${secret} x: 1}`, `{A=${secret}}`],
  ...[`"A=${secret}": x`, `{"A: ${secret}"}`, `{A: {B: ${secret}}}`, `{A: [${secret}]}`, `? ${secret} x`],
  ...[
    `*${secret}`,
    `&${secret}`,
    `&${secret} x`,
    `!${secret}`,
    `!${secret} x`,
    `|${secret}`,
    `>${secret}`,
    `%${secret}`,
  ],
  ...[
    `@${secret}`,
    `\`${secret}`,
    `"${secret}`,
    `'${secret}`,
    `[${secret}`,
    `{${secret}`,
    `{A: ${secret}`,
    `]${secret}`,
  ],
  ...[`"\\${secret}"`, `"x" ${secret}`, `'x'${secret}'`, `"x"#${secret}`, `x: ${secret}: ${secret}`, `<<: ${secret}`],
  ...[
    `{A: "${secret}}`,
    `{"A": "${secret}", }`,
    `{"A" "${secret}"}`,
    `[,${secret}]`,
    `\t${secret}`,
    `-----BEGIN ${secret}`,
  ],
];
const numbers = ['4815162342', '-4815162342', '481516.2342', '[4815162342]', '{A: 4815162342}', '{A: {4815162342}}'];

const hidden = everyMember().filter(({ schema }) => schema.writeOnly);

test('members that may hold a secret are marked in the schema', () => {
  const paths = hidden.map(({ path }) => path.join('.'));
  expect(paths).toEqual(
    expect.arrayContaining(['services.x.environment', 'services.x.secrets', 'consumer.ssh.publicKey']),
  );
});

/** The lines that lead to a member, and the text in place of its value, of a value in it, or of a name in it. */
function around(path: readonly (string | number)[], form: string): string[] {
  const lines = path.map((name, depth) => `${'  '.repeat(depth)}${name}:`);
  const pad = '  '.repeat(path.length);
  const [above, last] = [lines.slice(0, -1), lines.at(-1)];
  return [
    [...above, `${last} ${form}`],
    [...lines, `${pad}${form}`],
    [...lines, `${pad}A: ${form}`],
    [...lines, `${pad}A: ${form}`, `${pad}B: ${form}`],
    [...lines, `${pad}${form}: x`],
    [...lines, `${pad}${form}: x`, `${pad}${form}: x`],
    [...lines, `${pad}A:`, `${pad}  - name: ${form}`],
    // Indented wrongly, and what comes behind it.
    [...lines, `${pad} A: x`, `${pad}B: ${form}`, 'tags: {a: "b"}'],
    [...lines, `${pad.slice(2)}A: ${form}`],
  ].map((written) => `name: shop\n${written.join('\n')}\n`);
}

const shown = (text: string, file: string): string => {
  const problems = problemsOf(text, { file });
  return JSON.stringify(problems) + textOf({ code: 'bad-config', problems });
};

const tried = inFull([...forms, ...numbers], everyThird(everyThird([...forms, ...numbers])));

for (const { path } of hidden)
  test(`nothing that is written in ${path.join('.')} is repeated, whatever is wrong with it`, () => {
    for (const form of tried)
      for (const text of around(path, form))
        for (const file of ['provision.yaml', 'provision.json']) {
          const told = shown(text, file);
          const isTold = told.includes(secret) || told.includes('4815162342') || told.includes('481516.2342');
          expect({ text, told: isTold ? told : '' }).toEqual({ text, told: '' });
        }
  });
