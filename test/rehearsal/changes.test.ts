import { expect, test } from '@jest/globals';
import { changesBetween } from '../../src/rehearsal/changes.js';

test('what differs is told where it differs, lists item by item', () => {
  const before = { image: { tag: '1', size: 5 }, ports: [80, 81], same: true };
  const after = { image: { tag: '2', size: 5 }, ports: [80, 82], same: true, added: 'x' };
  expect(changesBetween(before, after)).toEqual([
    { path: 'image.tag', from: '1', to: '2' },
    { path: 'ports.1', from: 81, to: 82 },
    { path: 'added', from: undefined, to: 'x' },
  ]);
});

test('ids in no order are told as the list they are to AWS', () => {
  const [one, two] = [{ 'subnet-1': true }, { 'subnet-2': true, 'subnet-1': true }];
  expect(changesBetween({ network: { subnets: two } }, { network: { subnets: one } })).toEqual([
    { path: 'network.subnets', from: ['subnet-2', 'subnet-1'], to: ['subnet-1'] },
  ]);
  expect(changesBetween({ subnets: two }, { subnets: { 'subnet-1': true, 'subnet-2': true } })).toEqual([]);
});
