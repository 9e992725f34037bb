import { expect, test } from '@jest/globals';
import type { StepRecord } from '../../state/schema.js';
import { takenAlong } from '../../src/runner/taken-along.js';
import type { Resource } from '../../src/step.js';
import { resourcesByType } from '../../steps/nouns.js';

const record = (type: string, id: string, needs: string[] = [], want: StepRecord['want'] = {}): StepRecord => ({
  ...{ type, id, needs, want, at: 'ready', token: 't', tags: {} },
});

/** A load balancer with a listener and a rule, which leads to the group of a service. */
const balanced = (): Map<string, StepRecord> =>
  new Map([
    ['group', record('target-group', 'tg')],
    ['balancer', record('load-balancer', 'lb')],
    ['listener', record('listener', 'li', ['balancer', 'group'], { LoadBalancerArn: 'lb' })],
    ['rule', record('listener-rule', 'ru', ['listener', 'group'], { ListenerArn: 'li' })],
    ['service', record('ecs-service', 'sv', ['rule', 'group'])],
  ]);
const change = (records: Map<string, StepRecord>, step: string, more: Partial<StepRecord>) =>
  records.set(step, { ...(records.get(step) as StepRecord), ...more });
const alongIn = (records: ReadonlyMap<string, StepRecord>, nouns: ReadonlyMap<string, Resource> = resourcesByType) =>
  takenAlong(records, nouns);

test('what lies in something goes with the outermost that goes, which waits for what needs either', () => {
  const along = alongIn(balanced());
  expect(Object.fromEntries(along.with)).toEqual({ listener: 'balancer', rule: 'balancer' });
  expect(along.needs.get('service')).toEqual(expect.arrayContaining(['rule', 'group', 'balancer']));
  expect(along.needs.get('balancer')).toEqual(['listener', 'rule']);
  expect(along.needs.get('rule')).toEqual(['listener', 'group']);
});

test('where the outer one stays, is the property of others or was not made yet, each is deleted by itself', () => {
  const staying = balanced();
  staying.delete('balancer');
  expect(Object.fromEntries(alongIn(staying).with)).toEqual({ rule: 'listener' });
  const existing = change(balanced(), 'listener', { type: 'existing-listener' });
  expect(alongIn(existing).with.size).toBe(0);
  const unmade = balanced();
  const { id: _, ...creating } = unmade.get('balancer') as StepRecord;
  unmade.set('balancer', { ...creating, at: 'creating' });
  expect(Object.fromEntries(alongIn(unmade).with)).toEqual({ rule: 'listener' });
});

test.each([
  ['it was made anew without a config', { want: {} }],
  ['it lies in another one of the same noun', { want: { ListenerArn: 'of-others' } }],
  ['its id is not known', { at: 'creating' }],
  ['an earlier one lies elsewhere', { retired: [{ type: 'listener-rule', id: 'old', want: { ListenerArn: 'old' } }] }],
  ['a create without an answer asked for one elsewhere', { unclear: [{ want: { ListenerArn: 'old' }, at: 1 }] }],
] as const)('what is not certain to lie in it is deleted by itself: %s', (_, more) => {
  const along = alongIn(change(balanced(), 'rule', structuredClone(more) as Partial<StepRecord>));
  expect(Object.fromEntries(along.with)).toEqual({ listener: 'balancer' });
});

test('what would have to wait for itself is deleted by itself, in the order in which it was made', () => {
  const records = change(balanced(), 'group', { needs: ['balancer'] });
  const along = alongIn(records);
  expect(along.with.size).toBe(0);
  expect(Object.fromEntries(along.needs)).toEqual(
    Object.fromEntries([...records].map(([step, { needs }]) => [step, needs])),
  );
});

test('each noun that goes with another one says a noun that there is, and leaves nothing behind', () => {
  const going = [...resourcesByType.values()].filter(({ goesWith }) => goesWith);
  expect(going.map(({ type }) => type).sort()).toEqual([
    ...['api-integration', 'api-route', 'api-stage', 'listener', 'listener-rule'],
  ]);
  for (const { goesWith, uses, leavesBehind } of going) {
    expect(resourcesByType.has(goesWith?.type ?? '')).toBe(true);
    expect(uses).toContain(goesWith?.type);
    expect(leavesBehind).toBeUndefined();
  }
});
