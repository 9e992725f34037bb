import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { resources } from '../../steps/nouns.js';
import { counted, idText, displayName, shortId } from '../../src/display-names.js';
import { duration, elapsed, fit, listed, oneLine, widthOf } from '../../src/ui/text.js';

test.each([
  [0, '0.0s', '0s'],
  [2.14, '2.1s', '2s'],
  [9.96, '10s', '10s'],
  [59.4, '59s', '59s'],
  [59.6, '1m 00s', '1m 00s'],
  [126, '2m 06s', '2m 06s'],
  [3725, '1h 02m', '1h 02m'],
  [-1, '0.0s', '0s'],
])('%d seconds are %s when over, %s while counting', (seconds, over, counting) => {
  expect([duration(seconds), elapsed(seconds)]).toEqual([over, counting]);
});

test.each([
  ['vpc-link', 'VPC link'],
  ['http-api', 'HTTP API'],
  ['elastic-ip', 'Elastic IP'],
  ['cloud-map-service', 'Cloud Map service'],
  ['stage', 'stage'],
])('%s is a %s', (resource, noun) => {
  expect(displayName(resource)).toBe(noun);
});

test('counts have their plural', () => {
  expect([counted(1, 'policy'), counted(2, 'policy'), counted(2, 'gateway'), counted(2, 'address')]).toEqual([
    '1 policy',
    '2 policies',
    '2 gateways',
    '2 addresses',
  ]);
});

test('whatever there are two of, it is called as a person would', () => {
  const said = resources.map(({ type }) => [counted(1, displayName(type)), counted(2, displayName(type))].join(', '));
  // All but their last word is as it was.
  for (const pair of said) expect(pair).toMatch(/^1 (.*)\b\S+, 2 \1\S+$/);
  const lastWords = resources.map(({ type }) => counted(2, displayName(type)).split(' ').at(-1));
  expect([...new Set(lastWords)].toSorted()).toEqual([
    'AMIs',
    'APIs',
    'IPs',
    'VPCs',
    'actions',
    ...['associations', 'attachments', 'balancers', 'certificates', 'clusters', 'definitions', 'endpoints'],
    ...['gateways', 'groups'],
    ...[
      'images',
      'instances',
      'integrations',
      'links',
      'listeners',
      'lists',
      'mappings',
      'minimums',
      'names',
      'namespaces',
      'pairs',
      'parameters',
      'policies',
    ],
    ...[
      'profiles',
      'providers',
      'repositories',
      'roles',
      'routes',
      'rules',
      'schedules',
      'secrets',
      'services',
      'sets',
      'stages',
      'subnets',
      'systems',
    ],
    ...['tables', 'targets', 'tasks', 'templates', 'zones'],
  ]);
  // Looked up, so never counted.
  expect(said.filter((pair) => /^1 .*s,/.test(pair))).toEqual(['1 availability zones, 2 availability zones']);
});

test('of an id of several parts the first is the thing itself; of an ARN the end tells it from others', () => {
  expect(idText({ gatewayId: 'igw-1', vpcId: 'vpc-1' })).toBe('igw-1');
  expect(idText(undefined)).toBeUndefined();
  expect(shortId('arn:aws:logs:eu-west-1:1:log-group:/ecs/web')).toBe('log-group:/ecs/web');
});

test("other people's text stays on its line and moves no cursor", () => {
  expect(oneLine(' a\r\n\tb\u001B[2J\u0007c\u202Ed ')).toBe('a b [2J c d');
});

test('a wide character on the edge is left out, not cut in two', () => {
  expect(fit('長い名前', 4)).toBe('長…');
  expect(fit('subnet-0a1b2c3d', 9, '~', 'middle')).toBe('subn~2c3d');
  expect(fit('anything', -3)).toBe('');
});

test('of a long list the first are named', () => {
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});

test('whatever a text is made of, it is as wide piece by piece as it is whole', () => {
  const pieces = [
    'a',
    ' ',
    'a/b',
    '→',
    '\u0301',
    '한',
    'ﾞ',
    '👩‍👩‍👧',
    '🇩🇪',
    '1️⃣',
    '\u001b[31m',
    '\u001b[0m',
    '\n',
    '\u200b',
  ];
  const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 3 })));
  fc.assert(
    fc.property(texts, (them) => {
      const text = them.join('');
      expect(widthOf(text)).toBe(stringWidth(text));
      for (const position of ['end', 'middle'] as const)
        for (const room of [0, 1, 7, Infinity])
          expect(widthOf(fit(text, room, '…', position))).toBeLessThanOrEqual(Math.min(room, stringWidth(text)));
    }),
  );
});

test('a very long text is cut as a short one is', () => {
  const long = `${'a→'.repeat(10_000)}z`;
  expect([fit(long, 5), fit(long, 5, '…', 'middle'), fit(long, Infinity)]).toEqual(['a→a→…', 'a→…→z', long]);
});
