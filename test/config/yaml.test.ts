import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { messages, problemsOf, told, withService } from './told.js';

test('mistakes of syntax are all told, in plain words', () => {
  expect(told('name:\n\tx: 1\nregion: a: b\ntags: @x\n')).toEqual([
    '2:1 : a tab cannot indent YAML (indent with spaces)',
    '3:9 : a second "name: value" on the same line (begin a new line, or put the text in quotes)',
    '4:7 : text cannot begin with this character (put the text in quotes)',
  ]);
});

test('a bracket that is not closed is told once for its place, and nothing is guessed about the rest', () => {
  expect(told('name: shop\nservices: [web\nnonsense: 1\n')).toEqual([
    '3:1 : not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ]);
});

test('broken JSON is told with its place', () => {
  expect(told('{"name": "shop",\n "services": {}},\n')[0]).toMatch(/^2:17 : not valid YAML: /);
});

test('in a file of JSON it is called JSON, in the words of JSON', () => {
  const file = 'provision.json';
  expect(told('{"name": "shop",\n "services": {},, "tags": {}}\n', { file })[0]).toBe('2:17 : not valid JSON: unexpected , in object');
  expect(told('{"name": "shop",\n\t"services": [', { file })).toEqual([
    '2:15 : not valid JSON: array must end with a ]',
    '2:15 : not valid JSON: object must end with a }',
  ]);
  expect(told('name:\n\tx: 1\n', { file }).join()).not.toContain('YAML');
});

test('two documents, tags and directives are refused', () => {
  expect(messages('name: a\n---\nname: b\n')).toEqual(['the file has more than one document']);
  expect(told('name: !Ref x\n')).toEqual([
    '1:7 : a YAML tag that means nothing here (put text that begins with "!" in quotes)',
  ]);
  expect(messages('%YAML 9.0\n---\nname: a\n')).toEqual(['a YAML directive that means nothing here']);
});

test('a name given twice says where the first is, and does not hide other problems', () => {
  expect(told(withService('port: 0'))).toEqual([
    '9:5 : "port" is given twice (the first is in line 6: remove one of the two)',
    '9:11 services.web.port: "port" must be from 1 to 65535, not 0 (The port that the container listens on.)',
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
  expect(told('a: *b\nc: &c {d: *c}\ne: {<<: 3}\n')).toEqual([
    '1:4 : there is no anchor &b before this alias',
    '2:11 : the alias *c contains itself',
    '3:5 : only maps can be merged',
  ]);
});

test('names that are no text are refused', () => {
  expect(told('? [a]\n: 1\n')).toEqual(['1:3 : a name must be text, not a list or a map']);
});

test('aliases that stand for billions of values are refused in no time', () => {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  const text = level('a', 'x') + level('b', '*a') + level('c', '*b') + level('d', '*c') + level('e', '*d');
  expect(messages(text)).toEqual(['not readable: Excessive alias count indicates a resource exhaustion attack']);
});

test('brackets without end are refused, not followed until the stack is full', () => {
  expect(messages('['.repeat(50_000))[0]).toMatch(/^not valid YAML: /);
});

test('a config cannot reach the prototype of anything', () => {
  const polluting = ['__proto__: {polluted: 1}\n', 'tags: {__proto__: {polluted: x}}\n', 'tags: {"__proto__": x}\n'];
  for (const text of polluting)
    expect(messages(withService('', text))).toEqual(['"__proto__" cannot be a name']);
  const constructor = 'constructor: {prototype: {polluted: 1}}\n';
  expect(messages(withService('', constructor))).toEqual(['unknown member "constructor"']);
  const { web } = loadConfig('x', withService('environment: {constructor: a, toString: b}')).services;
  expect(Object.entries(web?.environment ?? {})).toEqual([['constructor', 'a'], ['toString', 'b']]);
  expect('polluted' in {}).toBe(false);
});

test('lines end as they like', () => {
  expect(told(withService('port: 0').replaceAll('\n', '\r\n'))).toEqual(told(withService('port: 0')));
});
