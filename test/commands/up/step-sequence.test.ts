import { expect, test } from '@jest/globals';
import { StepSequence, type Answer } from '../../../src/commands/up/step-sequence.js';
import type { PlannedStep } from '../../../src/plan.js';
import { startsAfter, resource, step, type Step } from '../../../src/step.js';

const noun = resource({
  type: 'thing',
  create: async () => 'id',
  find: async () => [],
  read: async () => ({ is: 'absent' }) as const,
  delete: async () => {},
});
const thing = (name: string, needs: Step['needs'] = {}): Step =>
  step({ name, resource: noun, needs, why: name, want: () => ({}) });
const vpc = thing('vpc');
const subnet = thing('subnet', { vpc });
const service = thing('service', { subnet, route: startsAfter(vpc) });
const steps = [vpc, subnet, service];
const planned = (name: string): PlannedStep => ({
  step: name,
  resource: 'thing',
  action: 'create',
  changes: [],
  fixed: [],
  calls: [],
});

/** A walk through all three, with what was shown and asked, in order. */
function walk(answers: Answer[], ahead = ['vpc', 'subnet', 'service']) {
  const log: string[] = [];
  const it = new StepSequence({
    changes: ahead.map(planned),
    steps,
    show: ({ step }, number) => void log.push(`${number} ${step}?`),
    ask: async () => answers.shift() ?? 'quit',
    stop: () => void log.push('stopped'),
    showEnd: ({ step }, { id }, unlocked) => void log.push(`${step} is ${String(id)}, unlocks ${unlocked.join()}`),
    end: () => void log.push('end'),
  });
  return { it, log };
}

test('a step is shown when the one before has ended, and then what it gave and unlocked', async () => {
  const { it, log } = walk(['go', 'go', 'go']);
  const leaveVpc = await it.enter('vpc');
  const subnetsTurn = it.enter('subnet');
  expect(log).toEqual(['1 vpc?']);
  leaveVpc({ id: 'vpc-1', out: {} });
  (await subnetsTurn)({ id: 'subnet-1', out: {} });
  (await it.enter('service'))({ id: 'arn', out: {} });
  expect(log).toEqual([
    ...['1 vpc?', 'vpc is vpc-1, unlocks subnet', '2 subnet?', 'subnet is subnet-1, unlocks service'],
    ...['3 service?', 'service is arn, unlocks ', 'end'],
  ]);
});

test('what is as wanted has its turn, and is not stopped at', async () => {
  const { it, log } = walk(['go'], ['service']);
  for (const name of ['vpc', 'subnet']) (await it.enter(name))();
  await it.enter('service');
  expect(log).toEqual(['1 service?']);
});

test('who wants no more stops is not asked again', async () => {
  const { it, log } = walk(['go', 'all']);
  (await it.enter('vpc'))({ id: 'vpc-1', out: {} });
  await Promise.all([it.enter('subnet'), it.enter('service')]);
  expect(log).toEqual(['1 vpc?', 'vpc is vpc-1, unlocks subnet', '2 subnet?', 'end']);
});

test('who leaves stops the run before the step', async () => {
  const { it, log } = walk(['quit']);
  await it.enter('vpc');
  expect(log).toEqual(['1 vpc?', 'end', 'stopped']);
});

test('a step that failed unlocks nothing, and the next one has its turn', async () => {
  const { it, log } = walk(['go', 'go']);
  (await it.enter('vpc'))();
  await it.enter('subnet');
  expect(log).toEqual(['1 vpc?', '2 subnet?']);
});
