import { expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { confirm, proposalLines, type Proposal } from '../../src/ui/confirm.js';
import { Pipe, Screen } from './screen.js';

const colors = createColors(false);
const proposal: Proposal = {
  command: 'up', stack: 'demo', account: '123456789012', region: 'eu-west-1',
  changes: ['vpc', 'subnet', 'subnet', 'role-policy', 'role-policy'].map((resource) =>
    ({ action: 'create' as const, resource })),
};

test('the proposal says where, what, how many of each, and what it costs where that is known', () => {
  expect(proposalLines({ ...proposal, cost: 'about 25 USD a month' }, colors)).toEqual([
    'up demo in account 123456789012, eu-west-1',
    '',
    'will create 5 resources:',
    '  1 VPC',
    '  2 subnets',
    '  2 role policies',
    '',
    'costs about 25 USD a month',
    '',
  ]);
  expect(proposalLines(proposal, colors).join()).not.toContain('costs');
});

test('what is deleted is a list of its own', () => {
  const lines = proposalLines({ ...proposal, changes: [...proposal.changes, { action: 'delete',
    resource: 'vpc-link' }, { action: 'look', resource: 'vpc' }] }, colors);
  expect(lines.slice(-4)).toEqual(['', 'will delete 1 resource:', '  1 VPC link', '']);
});

const answer = async (typed: string | undefined): Promise<string> => {
  const stdin = new PassThrough();
  stdin.end(typed);
  return confirm(proposal, { stdin, stdout: new Pipe(), colors });
};

test.each([
  ['y\n', 'yes'], ['Y\n', 'yes'], ['yes\n', 'yes'], [' yes \n', 'yes'],
  ['\n', 'no'], ['n\n', 'no'], ['yesterday\n', 'no'], [undefined, 'no'],
])('answered %j: %p', async (typed, agreed) => {
  expect(await answer(typed)).toBe(agreed);
});

test('Ctrl-C on a terminal is told from a no', async () => {
  const stdin = new PassThrough();
  const screen = new Screen(80, 24);
  const asked = confirm(proposal, { stdin, stdout: screen, colors });
  stdin.write('\u0003');
  expect(await asked).toBe('interrupted');
  expect(screen.lines.join('\n')).toContain('Go ahead? [y/N]');
});
