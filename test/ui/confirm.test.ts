import { expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { confirm, proposalLines, type Proposal } from '../../src/ui/confirm.js';
import { Pipe, Screen } from './screen.js';

const colors = createColors(false);
const where = { stack: 'demo', account: '123456789012', region: 'eu-west-1' } as const;
const created = ['vpc', 'subnet-a', 'subnet-b', 'first-role-policy', 'second-role-policy'].map((step) => ({
  ...{ action: 'create' as const, step, resource: step.replace(/-[ab]$|first-|second-/g, '') },
}));
const proposal: Proposal = { ...where, command: 'pause', what: { changes: created } };

test('the proposal says where, what by name, and what it costs where that is known', () => {
  expect(proposalLines({ ...proposal, cost: 'About $0.09 an hour.' }, colors, 100)).toEqual([
    'pause demo in account 123456789012, eu-west-1',
    '',
    'will create 5 resources:',
    '  1 VPC: vpc',
    '  2 subnets: subnet-a, subnet-b',
    '  2 role policies: first-role-policy, second-role-policy',
    '',
    'About $0.09 an hour.',
    '',
  ]);
  expect(proposalLines(proposal, colors, 100).join()).not.toContain('$');
});

test('what is deleted is a list of its own', () => {
  const more = [
    { action: 'delete', step: 'vpc-link', resource: 'vpc-link' },
    { action: 'look', step: 'other', resource: 'vpc' },
  ] as const;
  const lines = proposalLines({ ...proposal, what: { changes: [...created, ...more] } }, colors, 100);
  expect(lines.slice(-4)).toEqual(['', 'will delete 1 resource:', '  1 VPC link: vpc-link', '']);
});

const doomed = (...ids: string[]): Proposal => {
  const named = (step: string, resource: string) => ({ action: 'delete' as const, step, resource });
  const images = ids.map((id) => ({
    ...{
      ...named(`${id}-repository`, 'ecr-repository'),
      loses: [{ type: 'ecr-repository', id, what: 'all images in' }],
    },
  }));
  const logs = {
    ...named('log-group', 'log-group'),
    loses: [{ type: 'log-group', id: '/ecs/web', what: 'all logs in' }],
  };
  return { ...where, command: 'down', what: { changes: [named('vpc', 'vpc'), ...images, logs] } };
};

test.each([
  ['one', ['shop/web'], 'with all images in shop/web'],
  ['two', ['shop/web', 'shop/api'], 'with all images in shop/web, shop/api'],
])('what is in what is deleted is said with it, and in the question: %s', async (_what, ids, line) => {
  const lines = proposalLines(doomed(...ids), colors, 100);
  expect(lines).toContain(`    ${line}`);
  const stdin = new PassThrough();
  stdin.end('n\n');
  const stdout = new Pipe();
  await confirm(doomed(...ids), { stdin, stdout, colors });
  expect(stdout.text.replaceAll('\n', ' ')).toContain(
    `This deletes ${line.replace('with ', '')}, and all logs in /ecs/web. Go ahead? [y/N] `,
  );
});

test('where nothing of value is deleted, the question is short', async () => {
  const stdin = new PassThrough();
  stdin.end('n\n');
  const stdout = new Pipe();
  await confirm(proposal, { stdin, stdout, colors });
  expect(stdout.text).toMatch(/\n\nGo ahead\? \[y\/N\] /);
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
