import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import { changesBetween } from '../../src/changes.js';
import type { Drift, StatusReport } from '../../src/status.js';
import { statusJson, statusTable } from '../../src/ui/status.js';

const drifted = (member: string, recorded: unknown, live: unknown): Drift => ({
  ...{ member, recorded, live, changes: changesBetween(recorded, live, {}, [member]) },
});
const report: StatusReport = {
  stack: 'demo',
  account: '123456789012',
  region: 'eu-west-1',
  rows: [
    {
      step: 'vpc',
      type: 'vpc',
      id: 'vpc-0a1b2c3d4e5f67890',
      state: 'drifted',
      drift: [drifted('EnableDnsHostnames', true, false)],
    },
    {
      step: 'web',
      type: 'ecs-service',
      id: { arn: 'arn:aws:ecs:eu-west-1:123456789012:service/demo/web', cluster: 'demo' },
      state: 'pending',
      detail: '1 of 2 tasks is running',
    },
    { step: 'api', type: 'http-api', id: 'a1b2c3', state: 'missing' },
    { step: 'stage', type: 'stage', state: 'unrecorded' },
  ],
};
const table = (it: StatusReport, columns: number) =>
  statusTable(it, { columns, width: Math.min(columns, 100), colors: createColors(false) });

test('one line for each resource, its drift beneath it, the counts last', () => {
  expect(table(report, 80)).toEqual([
    'demo  account 123456789012  eu-west-1',
    '',
    'drifted     vpc    VPC          vpc-0a1b2c3d4e5f67890',
    '    as recorded → as it is now:',
    '      ~ EnableDnsHostnames: true → false',
    'pending     web    ECS service  service/demo/web',
    '    1 of 2 tasks is running',
    'missing     api    HTTP API     a1b2c3',
    'unrecorded  stage  stage',
    '',
    'Not in sync: 1 pending, 1 drifted, 1 missing, 1 unrecorded of 4 resources.',
  ]);
});

test('a stack that is as recorded is said to be so; one without records too', () => {
  expect(table({ ...report, rows: [{ step: 'vpc', type: 'vpc', id: 'vpc-1', state: 'ok' }] }, 80).at(-1)).toBe(
    'In sync: 1 resource.',
  );
  expect(table({ ...report, rows: [] }, 80).at(-1)).toBe('Nothing is recorded for this stack.');
});

test.each([50, 80, 140])('at %i columns no row is wider, and an id keeps both its ends', (columns) => {
  const id = `arn:aws:ecs:eu-west-1:123456789012:service/${'x'.repeat(150)}/web`;
  const row = {
    step: 'a-rather-long-name-of-a-step-with-more-in-it',
    type: 'internet-gateway-attachment',
    id,
    state: 'ok' as const,
  };
  const drift = [drifted('Tags', 'a'.repeat(200), undefined)];
  const lines = table({ ...report, rows: [row, { ...row, drift, state: 'drifted' }] }, columns);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  expect(lines[2]).toMatch(/serv?.*…x*\/web$/);
});

test('where there is room for all of it, nothing is cut; in a pipe there always is', () => {
  const row = { step: 'gateway-attachment', type: 'internet-gateway-attachment', id: 'igw-1', state: 'ok' as const };
  const whole = 'ok  gateway-attachment  internet gateway attachment  igw-1';
  expect(table({ ...report, rows: [row] }, whole.length)[2]).toBe(whole);
  expect(table({ ...report, rows: [row] }, whole.length - 1)[2]).not.toBe(whole);
  const long = 'x'.repeat(300);
  expect(table({ ...report, rows: [{ ...row, id: long }] }, Infinity)[2]).toBe(whole.replace('igw-1', long));
});

test('as JSON each resource is an object on a line', () => {
  expect(JSON.parse(statusJson(report, '2025-11-21T12:03:04.000Z')[0] ?? '')).toEqual({
    type: 'step',
    time: '2025-11-21T12:03:04.000Z',
    step: 'vpc',
    resource: 'vpc',
    id: 'vpc-0a1b2c3d4e5f67890',
    state: 'drifted',
    drift: [drifted('EnableDnsHostnames', true, false)],
  });
});

test('ids that have no order are shown one by one, also where AWS shows others than it was asked for', () => {
  const [was, is] = [{ 'subnet-1': true, 'subnet-2': true }, { 'subnet-1': true }];
  const row = { step: 'web', type: 'ecs-service', id: 'web', state: 'drifted' as const };
  const rows = [{ ...row, drift: [drifted('Subnets', was, is)], shown: [drifted('Groups', is, was)] }];
  expect(table({ ...report, rows }, 80).slice(3, 7)).toEqual([
    '    as recorded → as it is now:',
    '      - Subnets.subnet-2',
    '    as asked for → as AWS shows it:',
    '      + Groups.subnet-2',
  ]);
});
