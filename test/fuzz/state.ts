import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createColors } from 'picocolors';
import { rehearseUp } from '../../src/rehearsal/plan.js';
import { down } from '../../src/runner/down.js';
import { status } from '../../src/runner/status.js';
import { planText } from '../../src/ui/plan.js';
import { statusTable } from '../../src/ui/status.js';
import { requireSamePlace } from '../../state/json-store.js';
import type { State } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { parseState } from '../../state/text.js';
import { areasByType, resourcesByType } from '../../steps/nouns.js';
import { where } from '../steps/config.js';
import { openBed, worldFrom } from './bed.js';
import { inTime, isSafeToShow, isToldWell, orFailure } from './shown.js';
import { lie, stateWithLies } from './lies.js';
import { place, standing, stackName, type Standing } from './small-stack.js';
import { dataEdit, spoilData } from './spoil-data.js';
import { spoilText, textEdit } from './spoil-text.js';
import type { Target } from './target.js';

/** A state file, and the command that reads it. */
interface Case {
  readonly text: string;
  readonly command: 'status' | 'plan' | 'down';
}

let stack: Standing;

const words = [
  ...['vpc', 'subnet', 'nat-gateway', 'role', 'creating', 'created', 'ready', 'deleting', 'public-subnet-a', 'cluster'],
  ...[
    'vpc-0123456789abcdef0',
    'arn:aws:ecs:us-east-1:123456789012:cluster/x',
    1,
    2,
    3,
    99,
    ['vpc'],
    ['cluster', 'vpc'],
  ],
  ...[{ type: 'vpc', id: 'vpc-1', want: {} }, [{ type: 'vpc', id: null, want: null }], ['public-subnet-a']],
];
/** A plan takes ten times as long as the others. */
const command = fc.oneof(
  { weight: 7, arbitrary: fc.constant('status' as const) },
  { weight: 4, arbitrary: fc.constant('down' as const) },
  { weight: 1, arbitrary: fc.constant('plan' as const) },
);
const spoiltData = fc
  .tuple(fc.array(dataEdit(words), { minLength: 1, maxLength: 3 }), command)
  .map(([edits, command]): Case => ({ text: spoilData(stack.state, edits), command }));
const lies = fc
  .tuple(fc.array(lie, { minLength: 1, maxLength: 4 }), command)
  .map(([them, command]): Case => ({ text: stateWithLies(stack.state, them), command }));
const tokens = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  'null',
  '"id":"x",',
  '"needs":["vpc"],',
  '[['.repeat(20_000),
  '{"a":'.repeat(20_000),
];
const spoiltText = fc
  .tuple(fc.array(textEdit(tokens), { minLength: 1, maxLength: 3 }), command)
  .map(([edits, command]): Case => ({ text: spoilText(JSON.stringify(stack.state), edits), command }));

async function isWorkedWithOrRefused({ text, command }: Case): Promise<void> {
  const path = `${stackName}.json`;
  const state = await orFailure(async () => {
    const read = await inTime(() => parseState(text, path));
    requireSamePlace(path, read, place);
    return read;
  });
  if (state) await inTime(() => commands[command](state));
}

const look = { columns: Infinity, width: Infinity, colors: createColors(false) };
const commands: { readonly [Name in Case['command']]: (state: State) => Promise<void> } = {
  async status(state) {
    const bed = openBed(worldFrom(stack.world));
    const { rows, failures } = await status(bed.run(stackName, await storeOf(state)));
    failures.forEach(isToldWell);
    statusTable({ ...where, stack: stackName, rows }, look).forEach(isSafeToShow);
    assert.deepEqual({ mutating: bed.mutating(), bugs: bed.bugs }, { mutating: [], bugs: [] });
  },
  async plan(state) {
    const bed = openBed(worldFrom(stack.world));
    const live = bed.run(stackName, await storeOf(state));
    const input = { stack: stackName, tags: {}, location: where, resources: resourcesByType, steps: stack.steps, live };
    const plan = await orFailure(() => rehearseUp(input));
    plan?.failures.forEach(isToldWell);
    if (plan) planText(plan, { ...look, stack: stackName, hasCalls: true, areas: areasByType }).forEach(isSafeToShow);
    assert.deepEqual({ mutating: bed.mutating(), bugs: bed.bugs }, { mutating: [], bugs: [] });
  },
  async down(state) {
    const bed = openBed(worldFrom(stack.world));
    const { failures } = await down(bed.run(stackName, await storeOf(state)));
    failures.forEach(isToldWell);
    assert.deepEqual(bed.bugs, []);
    // It deletes, and does nothing else.
    const made = bed.mutating().filter((it) => /^(Create|Put|Register[A-Z]|Run)/.test(it));
    assert.deepEqual(made, []);
  },
};

async function storeOf({ records, id = '0123456789abcdef', paused }: State): Promise<MemoryStore> {
  const store = new MemoryStore(Object.entries(records), id);
  await store.setPaused(paused);
  return store;
}

export const state: Target<Case> = {
  name: 'state',
  properties: [
    { title: 'a state of spoilt data is worked with or refused', cases: () => spoiltData, share: 0.4 },
    { title: 'a state of lies is worked with or refused', cases: () => lies, share: 0.4 },
    { title: 'a state of spoilt text is worked with or refused', cases: () => spoiltText, share: 0.2 },
  ],
  async prepare() {
    stack = await standing(['public-subnet-a', 'execution-role-policy', 'web-log-group', 'cluster', 'namespace']);
  },
  holds: isWorkedWithOrRefused,
};
