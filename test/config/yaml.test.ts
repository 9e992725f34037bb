import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { messages, problemsOf, problemLines, withService } from './problem-lines.js';

const notRead = 'what comes after it could not be read, and was not checked';

test('the first mistake of syntax is told in plain words, and that what comes after it was not read', () => {
  expect(problemLines('name: shop\nregion:\n\tx: 1\ntags: @x\n')).toEqual([
    `3:1 : a tab cannot indent YAML (indent with spaces; ${notRead})`,
  ]);
  expect(problemLines('region: a: b\n')).toEqual([
    '1:9 : a second "name: value" on the same line (begin a new line, or put the text in quotes)',
  ]);
  expect(problemLines('tags: @x\n')).toEqual(['1:7 : text cannot begin with this character (put the text in quotes)']);
});

test('a quote or a bracket that is not closed is told where it is opened', () => {
  expect(problemLines('name: shop\nservices: [web\nnonsense: 1\n')).toEqual([
    '2:11 : a bracket is opened here ([) and not closed (write "]" where it ends)',
  ]);
  const lines = 'services:\n  web:\n    port: 80\n';
  for (const quote of ['"', "'"]) {
    const message = `1:7 : a quote is opened here (${quote}) and not closed`;
    expect(problemLines(`name: ${quote}shop\n${lines}`)).toEqual([message]);
    expect(problemLines(`name: ${quote}shop\n${lines}region: ${quote}eu-west-1${quote}\n`)[0]).toContain(message);
  }
});

test('of two lines that should begin in the same column, it is told of the one that is unlike those around it', () => {
  const lines = [
    'services:',
    '  web:',
    '    image: nginx',
    '    port: 80',
    '    cpu: 256',
    '    count: 2',
    'region: x',
  ];
  const shifted = (index: number, by: number) => {
    const line = lines[index] ?? '';
    return problemLines(lines.with(index, by > 0 ? ' '.repeat(by) + line : line.slice(-by)).join('\n'));
  };
  for (const index of [2, 3, 4, 5])
    for (const by of [-1, 1, 2, 4]) {
      // Less than its neighbours, the last line of a map is a member of the map around it: that is no mistake of syntax.
      const [first = ''] = shifted(index, by);
      const spaces = `this line is indented by ${4 + by} spaces, and line `;
      expect([index, by, first]).toEqual([index, by, expect.stringContaining(`${index + 1}:${5 + by} : ${spaces}`)]);
    }
  expect(problemLines('a:\n  - b\n - c\n')[0]).toMatch(/^3:2 : this line is indented by 1 space, and line 2 by 2 /);
  expect(problemLines(' name: shop\nregion: x\n')[0]).toMatch(/^\d:\d : this line is indented by /);
});

test('broken JSON is told with its place', () => {
  expect(problemLines('{"name": "shop",\n "services": {}},\n')[0]).toMatch(/^2:17 : the value has ended before this/);
});

test('in a file of JSON it is called JSON', () => {
  const file = 'provision.json';
  expect(problemLines('{"name": "shop",\n "services": {},, "tags": {}}\n', { file })[0]).toBe(
    '2:17 : not valid JSON: one comma too many',
  );
  const unclosed = 'not valid JSON: a bracket is opened here';
  expect(problemLines('{"name": "shop",\n\t"services": {}', { file })).toEqual([
    `1:1 : ${unclosed} ({) and not closed (write "}" where it ends)`,
  ]);
  expect(problemLines('{"name": "shop",\n "region": "x,\n "tags": {}}\n', { file })[0]).toMatch(
    /^2:12 : not valid JSON: a quote is opened here/,
  );
  expect(problemLines('name:\n\tx: 1\n', { file }).join()).toMatch(/^2:1 : not valid JSON/);
});

test('two documents, tags and directives are refused', () => {
  expect(messages('name: a\n---\nname: b\n')).toEqual(['the file has more than one document']);
  expect(problemLines('name: !Ref x\n')).toEqual([
    '1:7 : an unknown YAML tag (put text that begins with "!" in quotes)',
  ]);
  expect(messages('%YAML 9.0\n---\nname: a\n')).toEqual(['an unknown YAML directive']);
});

test('a name given twice says where the first is, and does not hide other problems', () => {
  expect(problemLines(withService('port: 0'))).toEqual([
    '9:5 : "port" is given twice (the first is in line 6: remove one of the two)',
    '9:11 services.web.port: "port" must be from 1 to 65535, not 0 (The port that the container listens on. A worker has none.)',
  ]);
});

test('names that become equal are given twice as well', () => {
  expect(messages(withService('', 'tags: {1: a, "1": b}\n'))).toEqual(['"1" is given twice']);
});

test('anchors, aliases and merge keys work', () => {
  const text = `name: shop
services:
  web: &web {image: nginx, port: &port 80, environment: &env {A: a, B: b}}
  api:
    <<: *web
    port: *port
    environment: {<<: [*env, {B: x, C: c}], A: own}
ingress: {type: none}
`;
  expect(loadConfig('x', text).services['api']).toMatchObject({
    image: 'nginx',
    port: 80,
    environment: { A: 'own', B: 'b', C: 'c' },
  });
});

test('what is wrong in a merged map is shown where it is written, what is wrong in an alias where it is used', () => {
  const text = `name: shop
services:
  web: &web {image: nginx, port: 80, count: &text few}
  api:
    <<: *web
    port: *text
ingress: {type: none}
`;
  expect(problemsOf(text).map(({ line, column, path }) => [line, column, path])).toEqual([
    [3, 51, 'services.web.count'],
    [3, 51, 'services.api.count'],
    [6, 11, 'services.api.port'],
  ]);
});

test('an alias without an anchor, one that contains itself and a merge of no map are refused', () => {
  expect(problemLines('a: *b\nc: &c {d: *c}\ne: {<<: 3}\n')).toEqual([
    '1:4 : an alias (*) without an anchor (&) of its name before it (put text that begins with "*" in quotes)',
    '2:11 : an alias (*) that contains itself',
    '3:5 : only maps can be merged',
  ]);
});

test('names that are no text are refused', () => {
  expect(problemLines('? [a]\n: 1\n')).toEqual(['1:3 : a name must be text, not a list or a map']);
});

test('aliases that stand for billions of values are refused in no time', () => {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  const text = level('a', 'x') + level('b', '*a') + level('c', '*b') + level('d', '*c') + level('e', '*d');
  expect(messages(text)).toEqual(['not readable: its aliases (*) stand for more than can be written out']);
});

test('brackets without end are refused, not followed until the stack is full', () => {
  expect(messages('['.repeat(50_000))).toEqual(['lists and maps are nested more than 60 levels deep']);
});

test('a config cannot reach the prototype of anything', () => {
  const polluting = ['__proto__: {polluted: 1}\n', 'tags: {__proto__: {polluted: x}}\n', 'tags: {"__proto__": x}\n'];
  for (const text of polluting) expect(messages(withService('', text))).toEqual(['"__proto__" cannot be a name']);
  const constructor = 'constructor: {prototype: {polluted: 1}}\n';
  expect(messages(withService('', constructor))).toEqual(['unknown member "constructor"']);
  const { web } = loadConfig('x', withService('environment: {constructor: a, toString: b}')).services;
  expect(Object.entries(web?.environment ?? {})).toEqual([
    ['constructor', 'a'],
    ['toString', 'b'],
  ]);
  expect('polluted' in {}).toBe(false);
});

test('lines end as they like', () => {
  expect(problemLines(withService('port: 0').replaceAll('\n', '\r\n'))).toEqual(problemLines(withService('port: 0')));
});
