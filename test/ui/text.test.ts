import { expect, test } from '@jest/globals';
import { counted, idText, nounOf, shortId } from '../../src/ui/nouns.js';
import { duration, elapsed, fit, listed, oneLine, wrapped } from '../../src/ui/text.js';

test.each([
  [0, '0.0s', '0s'], [2.14, '2.1s', '2s'], [9.96, '10s', '10s'], [59.4, '59s', '59s'], [59.6, '1m 00s', '1m 00s'],
  [126, '2m 06s', '2m 06s'], [3725, '1h 02m', '1h 02m'], [-1, '0.0s', '0s'],
])('%d seconds are %s when over, %s while counting', (seconds, over, counting) => {
  expect([duration(seconds), elapsed(seconds)]).toEqual([over, counting]);
});

test.each([
  ['vpc-link', 'VPC link'], ['http-api', 'HTTP API'], ['elastic-ip', 'Elastic IP'], ['cloud-map-service',
    'Cloud Map service'], ['stage', 'stage'],
])('%s is a %s', (resource, noun) => {
  expect(nounOf(resource)).toBe(noun);
});

test('counts have their plural', () => {
  expect([counted(1, 'policy'), counted(2, 'policy'), counted(2, 'gateway'), counted(2,
    'address')]).toEqual(['1 policy', '2 policies', '2 gateways', '2 addresses']);
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

test('long lists and long lines', () => {
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  expect(wrapped('see https://a.example/very/long/address for more', 12)).toEqual(['see',
    'https://a.example/very/long/address', 'for more']);
});
