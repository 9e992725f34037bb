import { expect, test } from '@jest/globals';
import type { Picture } from '../../src/graph/picture.js';
import type { Ending, Hop } from '../../src/hops.js';
import { journeyOf } from '../../src/page/client/journey.js';

const node = (id: string, more: object = {}) => ({
  id,
  lines: [id] as [string],
  tone: 'plain' as const,
  about: [id],
  ...more,
});
const picture: Picture = {
  ...{ title: '', subtitle: '', direction: 'down' as const, boxes: [] },
  nodes: [
    node('internet', { shape: 'pill' }),
    node('api-1'),
    node('link-1', { groups: ['sg-link'] }),
    node('service'),
    node('task', { about: ['arn:aws:ecs:r:1:task/c/t', 'eni-1'] }),
  ],
  arrows: [
    { from: 'internet', to: 'api-1' },
    { from: 'api-1', to: 'link-1' },
    { from: 'link-1', to: 'service' },
    { from: 'service', to: 'task' },
    { from: 'internet', to: 'task', line: 'dashed' },
  ],
};
const hop = (at: Hop['at'], id: string): Hop => ({ at, id, why: 'lets it pass' });
const before = [
  hop('api', 'api-1'),
  hop('stage', '$default'),
  hop('vpc-link', 'link-1'),
  hop('security-group', 'sg-link'),
];

test('a request that arrives passes all that is drawn between, along solid arrows', () => {
  const ending: Ending = { is: 'answered', by: 'task', id: 'arn:aws:ecs:r:1:task/c/t', why: 'what web answers' };
  const stops = journeyOf(picture, { hops: [...before, hop('network-interface', 'eni-1')], ending });
  expect(stops.map(({ node: at, is }) => [at, is])).toEqual([
    ['internet', 'passed'],
    ['api-1', 'passed'],
    [undefined, 'passed'],
    ['link-1', 'passed'],
    [undefined, 'passed'],
    ['task', 'passed'],
    ['task', 'arrived'],
  ]);
  expect(stops.map(({ arrows }) => arrows)).toEqual([[], [0], [], [1], [], [2, 3], []]);
  expect(stops[5]?.through).toEqual(['service']);
});

test('what a security group drops is shown at what is in that group', () => {
  const ending: Ending = {
    is: 'dropped',
    at: 'security-group',
    id: 'sg-link',
    why: 'no rule',
    seen: 503,
    repair: 'a rule',
  };
  const last = journeyOf(picture, { hops: before.slice(0, 3), ending }).at(-1);
  expect(last).toMatchObject({ is: 'dropped', node: 'link-1', what: 'Dropped at Security group sg-link' });
});

test('what is dropped at something that is not drawn is shown on the next arrow', () => {
  const ending: Ending = {
    is: 'dropped',
    at: 'network-acl',
    id: 'acl-1',
    why: 'no entry',
    seen: 503,
    repair: 'an entry',
  };
  const last = journeyOf(picture, { hops: before.slice(0, 3), ending }).at(-1);
  expect(last).toMatchObject({ is: 'dropped', node: undefined, brokenArrow: 2, what: 'Dropped at Network ACL acl-1' });
});
