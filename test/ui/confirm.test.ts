import { expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { confirm, proposalLines, type Proposal } from '../../src/ui/confirm.js';
import { Pipe, Screen } from './screen.js';

const colors = createColors(false);
const proposal: Proposal = {
  command: 'up',
  stack: 'demo',
  account: '123456789012',
  region: 'eu-west-1',
  changes: ['vpc', 'subnet', 'subnet', 'role-policy', 'role-policy'].map((resource) => ({
    action: 'create' as const,
    resource,
  })),
};

test('the proposal says where, what, how many of each, and what it costs where that is known', () => {
  expect(proposalLines({ ...proposal, cost: 'About $0.09 an hour.' }, colors, 100)).toEqual([
    'up demo in account 123456789012, eu-west-1',
    '',
    'will create 5 resources:',
    '  1 VPC',
    '  2 subnets',
    '  2 role policies',
    '',
    'About $0.09 an hour.',
    '',
  ]);
  expect(proposalLines(proposal, colors, 100).join()).not.toContain('$');
});

test('what is deleted is a list of its own', () => {
  const lines = proposalLines(
    {
      ...proposal,
      changes: [...proposal.changes, { action: 'delete', resource: 'vpc-link' }, { action: 'look', resource: 'vpc' }],
    },
    colors,
    100,
  );
  expect(lines.slice(-4)).toEqual(['', 'will delete 1 resource:', '  1 VPC link', '']);
});

const doomed = (...ids: (string | undefined)[]): Proposal => ({
  ...proposal,
  command: 'down',
  changes: [
    { action: 'delete', resource: 'vpc', id: 'vpc-1' },
    ...ids.map((id) => ({ action: 'delete' as const, resource: 'ecr-repository', id })),
  ],
});

test.each([
  ['one', ['shop/web'], '  1 ECR repository, with all images in shop/web'],
  ['two', ['shop/web', 'shop/api'], '  2 ECR repositories, with all images in shop/web, shop/api'],
  ['one that an interrupted run may have made', [undefined], '  1 ECR repository, with all images in it'],
])('of repositories that are deleted it says whose images go with them: %s', async (_what, ids, line) => {
  expect(proposalLines(doomed(...ids), colors, 100)).toContain(line);
  const stdin = new PassThrough();
  stdin.end('n\n');
  const stdout = new Pipe();
  await confirm(doomed(...ids), { stdin, stdout, colors });
  expect(stdout.text).toContain(`This deletes ${/all images in .+/.exec(line)?.[0]}. Go ahead? [y/N] `);
});

test('a repository that is made loses no images', () => {
  const change = { action: 'create' as const, resource: 'ecr-repository' };
  expect(proposalLines({ ...proposal, changes: [change] }, colors, 100)).toContain('  1 ECR repository');
});

const answer = async (typed: string | undefined): Promise<string> => {
  const stdin = new PassThrough();
  stdin.end(typed);
  return confirm(proposal, { stdin, stdout: new Pipe(), colors });
};

test.each([
  ['y\n', 'yes'],
  ['Y\n', 'yes'],
  ['yes\n', 'yes'],
  [' yes \n', 'yes'],
  ['\n', 'no'],
  ['n\n', 'no'],
  ['yesterday\n', 'no'],
  [undefined, 'no'],
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
