import { beforeAll, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { actionsOf } from '../../src/explain/permissions.js';
import { bookOfNouns } from '../lessons/book-of-nouns.js';
import { chargesOf } from '../../src/prices/charges.js';
import { billedItemsOfSteps } from '../../src/prices/billed-items.js';
import { inFull, isFull } from '../full.js';
import { narratedBlueprint } from './narrated-blueprint.js';

const { lessonOf } = bookOfNouns();
const names = inFull(
  blueprints.map(({ name }) => name),
  ['cloud-map-private', 'ec2-capacity'],
);
let all: Awaited<ReturnType<typeof narratedBlueprint>>[];
beforeAll(async () => void (all = await Promise.all(names.map(narratedBlueprint))));

test('every operation that any blueprint ever sends is explained', () => {
  const answers = all.flatMap(({ life: { up, status, down } }) => [...up.answers, ...status.answers, ...down.answers]);
  const sent = new Set(answers.map(({ service, operation }) => `${service}:${operation}`));
  expect(sent.size).toBeGreaterThan(isFull ? 100 : 80);
  expect([...sent].filter((name) => !lessonOf(name))).toEqual([]);
  for (const { life } of all) expect([...life.up.failures, ...life.status.failures, ...life.down.failures]).toEqual([]);
});

test('the actions that are named for an operation without a stack are at least those that IAM is asked in one', () => {
  const asked = all.flatMap(({ life }) => [...life.actions]);
  const missing = asked.flatMap(([operation, actions]) =>
    actions.filter((it) => !actionsOf(operation).includes(it)).map((it) => `${operation}: ${it}`),
  );
  expect(missing).toEqual([]);
  expect(actionsOf('ec2:CreateTags')).toEqual(['ec2:CreateTags']);
  expect(actionsOf('sts:GetCallerIdentity')).toEqual([]);
});

test('the prices that are named for a noun are those that its steps are billed by', () => {
  const wrong = all.flatMap(({ steps }) => {
    const { fixed, usage } = chargesOf(billedItemsOfSteps(steps));
    return [...fixed, ...usage].flatMap(({ step, key }) => {
      const { type: noun, billing } = steps.find(({ name }) => name === step)?.resource ?? {};
      const known: readonly string[] = [...(billing?.fixed ?? []), ...(billing?.usage ?? [])];
      return known.includes(key) || key.startsWith('ec2:') ? [] : [`${noun} ${key}`];
    });
  });
  expect(wrong).toEqual([]);
});
