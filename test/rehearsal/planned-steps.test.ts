import { expect, test } from '@jest/globals';
import type { Json, StepRecord } from '../../state/schema.js';
import { plannedSteps } from '../../src/rehearsal/planned-steps.js';
import { beneathStep } from '../../src/ui/plan-step.js';
import { colorsFor } from '../../src/ui/terminal.js';
import { ready, resource, step, type Seen } from '../../src/step.js';
import { where } from '../steps/config.js';

const noun = resource({
  type: 'thing',
  holds: 'all files in',
  lists: { Groups: 'set' },
  create: async (_cloud, _want: { Size: number; Dns: boolean; Groups: string[] }) => 'id',
  find: async () => [],
  read: async () => ({ is: 'absent' }) as const,
  update: async () => {},
  delete: async () => {},
});
const tags = { 'provision:stack': 'demo', 'provision:step': 'it', 'provision:id': 'x' };
const recordOf = (want: Json, more: Partial<StepRecord> = {}): StepRecord => ({
  ...{ type: 'thing', at: 'ready', token: '', want, id: 'id', needs: [], tags },
  ...more,
});
const asked = { Size: 1, Dns: false, Groups: ['a', 'b'] };

interface Life {
  readonly was?: StepRecord;
  readonly want: typeof asked;
  readonly live: object;
  readonly goneWith?: string;
}

/** What a plan says of the step, where a run has ended like this. */
function planned(outcome: 'updated' | 'replaced' | 'deleted', { was = recordOf(asked), want, live, goneWith }: Life) {
  const it = step({ name: 'it', resource: noun, needs: {}, why: 'it', want: () => want });
  const seen = new Map<string, Seen>([['it', ready({}, live, { tags })]]);
  const [shown] = plannedSteps(
    {
      stack: 'demo',
      tags: {},
      location: where,
      steps: outcome === 'deleted' ? [] : [it],
      resources: new Map([['thing', noun]]),
    },
    {
      ...{
        id: 'x',
        seen,
        traffic: new Map(),
        notes: new Map(),
        added: new Map(),
        failures: [],
        withPlaceholders: (text: string) => text,
      },
      before: new Map([['it', was]]),
      after: new Map([['it', recordOf(want)]]),
      events: [
        {
          type: 'step',
          step: 'it',
          resource: 'thing',
          state: 'done',
          outcome,
          seconds: 0,
          ...(goneWith && { goneWith }),
        },
      ],
    },
  );
  return shown;
}

test('what AWS shows otherwise than it was asked for is no change, and neither is another order', () => {
  const was = recordOf(asked, { shown: { Dns: true } });
  const live = { Size: 1, Dns: true, Groups: ['b', 'a'] };
  expect(planned('updated', { was, want: { ...asked, Size: 2 }, live })?.changes).toEqual([
    { path: 'Size', from: 1, to: 2 },
  ]);
});

test('what somebody has changed is told from what it is now', () => {
  const live = { ...asked, Size: 5, Groups: ['b', 'c'] };
  expect(planned('updated', { want: { ...asked, Size: 2 }, live })?.changes).toEqual([
    { path: 'Size', from: 5, to: 2 },
    { path: 'Groups.c', from: 'c', to: undefined },
    { path: 'Groups.a', from: undefined, to: 'a' },
  ]);
});

test('what is in something goes with it, where it is deleted or another one takes its place', () => {
  const loses = [{ type: 'thing', id: 'id', what: 'all files in' }];
  expect(planned('updated', { want: asked, live: asked })).not.toHaveProperty('loses');
  expect(planned('replaced', { want: asked, live: asked })).toMatchObject({ loses });
  expect(planned('deleted', { want: asked, live: asked })).toMatchObject({ action: 'delete', loses });
  const was = recordOf(asked, { retired: [{ type: 'thing', id: 'old', want: asked }] });
  expect(planned('updated', { was, want: asked, live: asked })).toMatchObject({ loses: [{ id: 'old' }] });
});

test('what AWS deletes with something else is told so, without a call', () => {
  const look = { columns: 80, width: 80, colors: colorsFor(process.stdout, {}, true), unknowns: new Map() };
  const shown = planned('deleted', { want: asked, live: asked, goneWith: 'holder' });
  expect(shown).toMatchObject({ action: 'delete', goneWith: 'holder', calls: [] });
  expect(shown && beneathStep(shown, look).join()).toContain('AWS deletes it with holder: the config has it no more');
});
