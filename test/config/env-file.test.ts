import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEnvFile } from '../../src/config/env-file.js';
import { loadSource } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';
import { withService } from './problem-lines.js';

const valuesIn = (text: string, variables = {}) =>
  Object.fromEntries(readEnvFile(text, variables).variables.map(({ name, value }) => [name, value]));

test('lines, comments, quotes and variables are read as docker compose reads them', () => {
  const text = `\uFEFF# a comment
A=a
export B = b c   # a comment

C=#fff
D=x#y # z
E=
F= # nothing
G="a b # c" # d
H='\${A} \\n it\\'s'
I="a\\tb\\n\\"c\\" \\\\n \\$x \\\${A} \\d"
J="two
lines" # then
K='and
  three'\r
L=\${A}-\${SHELL_VAR:-none}-\${UNSET:-d}
M="\${SHELL_VAR}"
db.host=x
a-b_1=\`tick\`
A=last`;
  expect(valuesIn(text, { SHELL_VAR: 'from outside' })).toEqual({
    A: 'last',
    B: 'b c',
    C: '#fff',
    D: 'x#y',
    E: '',
    F: '',
    G: 'a b # c',
    H: "${A} \\n it's",
    I: 'a\tb\n"c" \\n $x ${A} \\d',
    J: 'two\nlines',
    K: 'and\n  three',
    L: 'a-from outside-d',
    M: 'from outside',
    'db.host': 'x',
    'a-b_1': '`tick`',
  });
});

test('where Node reads the same line without expansion, it reads the same', () => {
  const value = fc.stringMatching(/^[A-Za-z0-9_.:/@ -]{0,12}$/).map((it) => it.trim());
  const written = fc.oneof(
    value,
    value.map((it) => `"${it}"`),
    value.map((it) => `'${it}'`),
    value.map((it) => `${it} # comment`),
  );
  const line = fc.tuple(fc.constantFrom('A', 'B_2', 'export C', '# D'), written).map((it) => it.join('='));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = `${lines.join('\n')}\n`;
      expect(valuesIn(text)).toEqual({ ...parseEnv(text) });
    }),
  );
});

test.each([
  ['hunter2', 1, 1, 'this line is no variable'],
  ['A=1\n  1B=hunter2', 2, 3, 'this line is no variable'],
  ['A="x\n\n', 1, 1, 'a quote is opened here (") and not closed'],
  ["A='two\nlines' hunter2\nB=1", 1, 1, 'there is something after the closing quote'],
  ['A="two\nlines"\n\nB=${hunter}', 4, 1, 'the variable hunter is not set'],
  ['A: hunter2', 1, 1, 'this line is no variable'],
])('%j is refused at %i:%i', (text, line, column, message) => {
  const { faults } = readEnvFile(text, {});
  expect(faults).toMatchObject([{ at: { line, column }, message }]);
  expect(JSON.stringify(faults)).not.toContain('hunter2');
});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'env-files-'));
  await mkdir(join(directory, 'folder'));
  await writeFile(join(directory, '.env'), 'A=file\nB=file\nC=file\nSECRET=local\n');
  await writeFile(join(directory, 'more.env'), 'B=more\nD=${FROM_HERE}\n');
  await writeFile(join(directory, 'bad.env'), 'A=1\noops hunter2\nB=${NOT_SET}\n');
  await writeFile(join(directory, 'long.env'), `A=${'x'.repeat(70_000)}`);
  await writeFile(join(directory, 'binary.env'), Buffer.from([65, 61, 0, 255]));
});
const read = (lines: string) =>
  loadSource({
    files: [{ file: 'provision.yaml', text: withService(lines), base: directory }],
    variables: { FROM_HERE: 'here', ENV_FILE: 'more' },
  });
const problems = (lines: string): string[] => {
  try {
    read(lines);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config')
      return error.failure.problems.map(({ file, line, column, path, message, isOfMachine }) =>
        [[file, line, column].join(':'), path, message, ...(isOfMachine ? ['(here)'] : [])].join(' '),
      );
    throw error;
  }
  return [];
};

test('environment and secrets count more than a file, and a later file more than an earlier one', () => {
  const lines = `envFile: [.env, "\${ENV_FILE}.env"]
environment: {A: own}
secrets: {SECRET: "arn:aws:ssm:us-east-1:123456789012:parameter/s"}
containers: {side: {image: x, envFile: .env}}`;
  const { config, reading } = read(lines);
  const web = config.services['web'];
  expect(web?.environment).toEqual({ A: 'own', B: 'more', C: 'file', D: 'here' });
  expect(web?.containers['side']?.environment).toEqual({ A: 'file', B: 'file', C: 'file', SECRET: 'local' });
  expect(web?.envFile).toBeUndefined();
  const placeOf = (name: string) => reading.places.find(['services', 'web', 'environment', name]);
  expect([placeOf('A'), placeOf('B'), placeOf('C')]).toEqual([
    { file: 'provision.yaml', line: 10, column: 22 },
    { file: '${ENV_FILE}.env', line: 1, column: 1 },
    { file: '.env', line: 3, column: 1 },
  ]);
});

test('what is wrong in a file has its line there; what is wrong with the file, the line that names it', () => {
  expect(problems('envFile: bad.env')).toEqual([
    'bad.env:2:1 services.web.envFile this line is no variable',
    'bad.env:3:1 services.web.envFile the variable NOT_SET is not set (here)',
  ]);
  expect(problems('envFile:\n  - none.env\n  - folder\n  - long.env\n  - binary.env')).toEqual([
    'provision.yaml:10:9 services.web.envFile[0] none.env is not there (here)',
    'provision.yaml:11:9 services.web.envFile[1] folder is no file (here)',
    'provision.yaml:12:9 services.web.envFile[2] long.env has 70,002 bytes, and a task definition may have 65,536 (here)',
    'provision.yaml:13:9 services.web.envFile[3] binary.env is no text in UTF-8 (here)',
  ]);
});

test('what is no file name is refused as it would be without a file', () => {
  expect(problems('envFile: {a: b}')).toEqual([
    'provision.yaml:9:5 services.web.envFile "envFile" must be a list, not a map of members',
  ]);
  expect(problems('envFile: ["", 5]')).toHaveLength(2);
});

test('a file that is named twice by an alias counts in both places', () => {
  const text = `name: shop
ingress: {type: none}
services:
  a: &a {image: nginx, envFile: .env}
  b: *a
`;
  const { config } = loadSource({ files: [{ file: 'x', text, base: directory }], variables: {} });
  expect(config.services['b']?.environment).toEqual(config.services['a']?.environment);
  expect(config.services['b']?.environment['A']).toBe('file');
});
