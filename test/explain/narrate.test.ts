import { beforeAll, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { bookOfNouns } from '../lessons/book-of-nouns.js';
import { stackNarrationJson } from '../../src/ui/explain-json.js';
import { stackNarrationLines } from '../../src/ui/narration.js';
import { narratedBlueprint } from './narrated-blueprint.js';

let narration: Awaited<ReturnType<typeof narratedBlueprint>>['narration'];
let steps: Awaited<ReturnType<typeof narratedBlueprint>>['steps'];
beforeAll(async () => void ({ narration, steps } = await narratedBlueprint('cloud-map-public')));
const stepOf = (step: string) => narration.steps.find((it) => it.step === step);
const book = bookOfNouns();
const look = { columns: 80, colors: createColors(false) } as const;

test('each step is told once, in the order in which a person would build it', () => {
  expect(narration.steps.map(({ step }) => step)).toEqual(steps.map(({ name }) => name));
});

test('a step has its calls with names for what AWS will choose, and what it waits for in which way', () => {
  expect(stepOf('vpc')?.calls.map(({ operation }) => operation)).toEqual([
    'CreateVpc',
    'ModifyVpcAttribute',
    'ModifyVpcAttribute',
  ]);
  expect(stepOf('public-subnet-a')?.calls[0]?.input).toMatchObject({ VpcId: '${vpc.vpcId}' });
  expect(stepOf('vpc')?.looks).toContainEqual({ operation: 'ec2:DescribeVpcAttribute', times: 2 });
  expect(stepOf('web-route-default')?.after).toEqual([
    { step: 'api', until: 'ready' },
    { step: 'web-integration', until: 'ready' },
  ]);
});

test("how long it takes is AWS's time, as the runner measured it on the virtual clock", () => {
  expect(stepOf('vpc-link')?.seconds).toBeGreaterThan(60);
  expect(stepOf('execution-role')).not.toHaveProperty('seconds');
  expect(narration.removals.find(({ step }) => step === 'vpc-link')?.seconds).toBeGreaterThan(60);
});

test('what down does for it, which permissions it takes and what it costs', () => {
  expect(stepOf('web-service')?.undone).toEqual(['ecs:UpdateService', 'ecs:DeleteService']);
  expect(stepOf('api')).not.toHaveProperty('goesWith');
  expect(stepOf('web-integration')).toMatchObject({ undone: [], goesWith: 'api' });
  expect(stepOf('vpc')?.actions['ec2:CreateVpc']).toEqual(['ec2:CreateVpc', 'ec2:CreateTags']);
  expect(stepOf('web-service')?.costs.map(({ item, quantity }) => [item, quantity])).toEqual([
    ['Fargate CPU', 0.5],
    ['Fargate memory', 1],
    ['public IPv4 address', 2],
  ]);
  expect(stepOf('vpc')?.costs).toEqual([]);
});

test('what is taken back comes in the order in which that begins: tasks before their network', () => {
  const order = narration.removals.map(({ step }) => step);
  expect(order.at(-1)).toBe('vpc');
  expect(order.indexOf('web-service')).toBeLessThan(order.indexOf('web-security-group'));
});

test('as text, every noun and operation is explained once, and later named with its values', () => {
  const lines = stackNarrationLines(narration, book, look);
  const text = lines.join('\n');
  const parts = [...narration.steps, ...narration.removals];
  const operations = parts.flatMap(({ calls, looks }) => [
    ...calls.map((it) => `${it.service}:${it.operation}`),
    ...looks.map((it) => it.operation),
  ]);
  expect(lines.filter((line) => line.startsWith('  https://'))).toHaveLength(new Set(operations).size);
  expect(text).toContain(
    'ec2:CreateSubnet (explained at public-subnet-a)\n  VpcId: ${vpc.vpcId}\n  CidrBlock: 10.0.16.0/20\n',
  );
  for (const noun of ['vpc', 'subnet', 'ecs-service', 'api-stage']) {
    const begin = book.chapterOf(noun)?.is.split(' ').slice(0, 6).join(' ') ?? '';
    expect(text.split(begin)).toHaveLength(2);
  }
});

test('as text, the services of its operations are introduced before the first step, and no others', () => {
  const lines = stackNarrationLines(narration, book, look);
  const introduced = lines.slice(lines.indexOf('Terms'), lines.indexOf('1. availability-zones'));
  const operations = narration.steps.flatMap(({ calls, looks }) => [
    ...calls.map(({ service }) => service),
    ...looks.map((it) => it.operation.split(':')[0]),
  ]);
  const services = introduced.flatMap((line) => /^ {2}([a-z0-9]+): /.exec(line)?.[1] ?? []);
  expect(services.filter((it) => it !== 'token').toSorted()).toEqual([...new Set(operations)].toSorted());
  expect(introduced.join('\n')).toContain('  ARN: The full name of one thing');
});

test('as text, no line is wider than the terminal, but for links and what cannot be broken', () => {
  const wide = stackNarrationLines(narration, book, look).filter(
    (line) => line.length > 80 && line.trim().includes(' '),
  );
  expect(wide).toEqual([]);
});

test('as JSON, a line for each step, noun and operation', () => {
  const lines = stackNarrationJson(narration, book, '2026-01-01T00:00:00.000Z').map(
    (line) => JSON.parse(line) as { type: string; of: string; operation?: string },
  );
  expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['lesson']));
  const operations = lines.flatMap(({ operation }) => operation ?? []);
  expect(operations.length).toBe(new Set(operations).size);
  expect(book.chapters.flatMap((it) => Object.keys(it.operations))).toEqual(expect.arrayContaining(operations));
});
