import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig, loadSource } from '../../src/config/load.js';
import { substitute } from '../../src/config/variables.js';
import { FailureError, type ConfigProblem } from '../../src/failure.js';
import { textOf } from '../../src/ui/failure.js';
import { inFull } from '../full.js';
import { everyMember, Written } from './members.js';
import { withService } from './problem-lines.js';

const variables = { A: 'a', EMPTY: '', PORT: '8080', DEBUG: 'true', ODD: '$x{y}' };

test.each([
  ['${A}', 'a'],
  ['x${A}y${PORT}z', 'xay8080z'],
  ['${EMPTY}', ''],
  ['${EMPTY:-d} ${EMPTY-d} ${NONE:-d} ${NONE-d}', 'd  d d'],
  ['${A:+x} ${EMPTY:+x} ${EMPTY+x} ${NONE+x}', 'x  x '],
  ['${A:?m} ${EMPTY?m}', 'a '],
  ['${NONE:-${A}-${NONE:-${PORT}}}!', 'a-8080!'],
  ['${NONE:-}', ''],
  ['${NONE:-a b:c?d}', 'a b:c?d'],
  // The value of a variable is no template.
  ['${ODD}${A}', '$x{y}a'],
  // A dollar without a brace is none of ours: routes, shells, prices.
  ['$default $A $$ $1 {A} 5$', '$default $A $$ $1 {A} 5$'],
  ['$${A} $${not closed', '${A} ${not closed'],
  // As in compose, two dollars before a brace are one.
  ['$$${A} $$$${A}', '$a $${A}'],
])('%s gives %s', (text, expected) => {
  expect(substitute(text, variables)).toMatchObject({ text: expected, faults: [] });
});

test.each([
  ['${NONE}', 'the variable NONE is not set'],
  ['${EMPTY:?give a tag}', 'the variable EMPTY is not set, or empty: give a tag'],
  ['${NONE?}', 'the variable NONE is not set'],
  ['${A', 'a variable is opened here (${) and not closed'],
  ['${}', 'what is in these braces is no variable'],
  ['${A/x/y}', 'what is in these braces is no variable'],
  ['${A:default}', 'what is in these braces is no variable'],
  ['${aws:username}', 'what is in these braces is no variable'],
])('%s is refused: %s', (text, message) => {
  expect(substitute(text, variables).faults).toMatchObject([{ message }]);
});

test('no config gets a credential of AWS: one of somebody else could send it anywhere', () => {
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ACCESS_KEY_ID'])
    expect(substitute(`x/\${${name}:-\${A}}`, { ...variables, [name]: 'hunter2' })).toMatchObject({
      text: `x/\${${name}:-\${A}}`,
      faults: [{ message: `${name} is a credential of AWS, and no config gets one` }],
    });
});

test('variables of IAM stay in a policy, and ours count there, too', () => {
  const text = 'arn:aws:s3:::${A}/${aws:PrincipalTag/team}/${*}';
  expect(substitute(text, variables, true)).toMatchObject({
    text: 'arn:aws:s3:::a/${aws:PrincipalTag/team}/${*}',
    faults: [],
  });
});

const problemsOf = (text: string, file = 'provision.yaml'): readonly ConfigProblem[] => {
  try {
    loadConfig(file, text, { variables });
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config') return error.failure.problems;
    throw error;
  }
  return [];
};

test('a variable has the type that is wanted where it stands, in quotes or not, in YAML and in JSON', () => {
  const members = { count: '${PORT}', exec: '${DEBUG}', environment: { P: '${PORT}', D: '${DEBUG}' } };
  const expected = { count: 8080 - 4080, exec: true, environment: { P: '8080', D: 'true' } };
  const env = { ...variables, PORT: '4000' };
  const wanted = { ...expected, environment: { P: '4000', D: 'true' } };
  const yaml = withService('count: ${PORT}\nexec: "${DEBUG}"\nenvironment: {P: "${PORT}", D: "${DEBUG}"}');
  expect(loadConfig('provision.yaml', yaml, { variables: env }).services['web']).toMatchObject(wanted);
  const json = JSON.stringify({
    name: 'shop',
    ingress: { type: 'none' },
    services: { web: { image: 'nginx', ...members } },
  });
  expect(loadConfig('provision.json', json, { variables: env }).services['web']).toMatchObject(wanted);
});

test('all that is missing comes at once, each with the place of the variable', () => {
  const text = withService(
    'count: "${ONE}"\nenvironment:\n  URL: http://${TWO}:${PORT}/${THREE}\nuser: >-\n  a\n  ${FOUR}\nmemroy: 1',
  );
  expect(problemsOf(text).map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`)).toEqual([
    '9:13 services.web.count the variable ONE is not set',
    '11:19 services.web.environment.URL the variable TWO is not set',
    '11:34 services.web.environment.URL the variable THREE is not set',
    '14:7 services.web.user the variable FOUR is not set',
    '15:5 services.web.memroy unknown member "memroy"',
  ]);
});

test('what a variable is wrong for is said by its name: no message has its value', () => {
  const secret = 'hunter2!pw';
  // None of these numbers is one that a rule could say something of.
  const values = ['-48151.62342', '48.15.16.23/42', secret, `${secret}:x/${secret}`, 'true', ''];
  for (const { path } of everyMember().filter(({ schema }) => !schema.properties && !schema.additionalProperties))
    for (const SECRET of inFull(values, values.slice(1, 3))) {
      const told = (() => {
        try {
          const { text } = new Written(path, '${SECRET}', 'yaml');
          loadConfig('provision.yaml', text, { variables: { SECRET } });
          return '';
        } catch (error) {
          if (error instanceof FailureError) return JSON.stringify(error.failure) + textOf(error.failure);
          throw error;
        }
      })();
      const parts = /hunter2|48151?|48\.15/.exec(told);
      expect({ path, told: parts ? told : '' }).toEqual({ path, told: '' });
    }
});

test('any text is the same after it was written with $${ for ${', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('$', '{', '}', 'A', ':-', 'x', '${')).map((parts) => parts.join('')),
      (text) => {
        const written = text.replace(/\$+(?=\{)/g, (dollars) => dollars + dollars);
        expect(substitute(written, variables)).toMatchObject({ text, faults: [] });
      },
    ),
  );
});

test('without an environment a text is as it is: the config of a program', () => {
  expect(loadConfig('x', withService('environment: {A: "${B} $${C}"}')).services['web']?.environment).toEqual({
    A: '${B} $${C}',
  });
  const files = [{ file: 'x', text: 'name: ${N}\nservices: {}', base: '.' }] as const;
  expect(() => loadSource({ files, variables: {} })).toThrow('bad-config');
});

test('a variable without quotes inside brackets is no YAML, and that is said at its place', () => {
  const expected = { line: 9, message: 'inside brackets, a value with a variable is in quotes' };
  for (const [lines, column] of [
    ['environment: {A: ${A}, B: c}', 22],
    ['environment: {B: c, A: http://${A}/x}', 35],
    ['command: [a, ${A:-c}]', 18],
    ['command: ["a", ${A}]', 20],
  ] as const)
    expect(problemsOf(withService(lines))).toMatchObject([{ ...expected, column }]);
});
