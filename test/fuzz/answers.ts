import assert from 'node:assert/strict';
import type { HttpResponse } from '@smithy/types';
import fc from 'fast-check';
import type { Failure } from '../../src/failure.js';
import { down } from '../../src/runner/down.js';
import { recover } from '../../src/runner/recover.js';
import type { Run } from '../../src/runner/run.js';
import { status } from '../../src/runner/status.js';
import { up } from '../../src/runner/up.js';
import { World } from '../../src/sandbox/world.js';
import type { Step } from '../../src/step.js';
import { MemoryStore } from '../../state/store.js';
import type { StepRecord } from '../../state/schema.js';
import { parseState } from '../../state/text.js';
import { where } from '../steps/config.js';
import { openBed, worldFrom, type Carry } from './bed.js';
import { oneOfEachNoun, stackId, type OfNoun } from './nouns.js';
import { inTime, isToldWell, orFailure } from './shown.js';
import { place, standing, stackName, type Standing } from './small-stack.js';
import { answerEdit, spoilBody, type AnswerEdit } from './spoil-answer.js';
import type { Target } from './target.js';

/** A run, and what becomes of some of its answers. */
interface Case {
  /** `again`: after an `up` that was killed while it made the step. `change`: of all that was wanted, and of the tags. */
  readonly command: 'up' | 'status' | 'down' | 'again' | 'change' | 'recover';
  /** The step that is made, with all that it needs; of what is up, where it is not `up`. */
  readonly step?: string;
  /** In place of a step: the first of this noun, alone. */
  readonly noun?: string;
  readonly spoilt: readonly Spoilt[];
}
interface Spoilt extends AnswerEdit {
  /** How many requests come before it. */
  readonly at: number;
  /** To how many answers in a row this happens. */
  readonly times: number;
}

/** One of each protocol. What needs much to be there takes ten times as long, and is tried more rarely. */
const quick = ['web-log-group', 'cluster', 'execution-role', 'api', 'vpc', 'internet-gateway'];
const slow = [
  'public-subnet-a',
  'web-security-group',
  'execution-role-policy',
  'namespace',
  'web-task-definition',
  'api-stage',
];
export const steps = [...quick, ...slow];
let stacks: ReadonlyMap<string, Standing>;
export let nouns: ReadonlyMap<string, OfNoun>;

const spoilt = (most: number): fc.Arbitrary<readonly Spoilt[]> =>
  fc.array(
    fc
      .tuple(fc.nat({ max: most }), fc.constantFrom(1, 1, 2, 5, 10_000), answerEdit)
      .map(([at, times, edit]) => ({ at, times, ...edit })),
    { minLength: 1, maxLength: 2 },
  );
const ofSteps: fc.Arbitrary<Case> = fc.record({
  command: fc.constantFrom('up', 'up', 'up', 'status', 'down'),
  step: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...quick) },
    { weight: 1, arbitrary: fc.constantFrom(...slow) },
  ),
  spoilt: spoilt(12),
});
const ofNouns = (): fc.Arbitrary<Case> =>
  fc.record({
    command: fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom('up', 'up', 'again', 'change', 'status', 'down') },
      // It asks each service for all that there is.
      { weight: 1, arbitrary: fc.constant('recover') },
    ),
    noun: fc.constantFrom(...nouns.keys()),
    spoilt: spoilt(8),
  });

const spoiling =
  (edits: readonly Spoilt[]) =>
  (carry: Carry, wait: (ms: number) => Promise<void>): Carry => {
    let sent = 0;
    return async (request, options) => {
      const number = sent++;
      const edit = edits.find(({ at, times }) => number >= at && number < at + times);
      const { response } = await carry(request, options);
      if (edit?.slowMs !== undefined) await wait(edit.slowMs);
      if (edit?.lost !== undefined) throw lostAnswer(edit.lost);
      return { response: edit ? spoiltResponse(response, edit) : response };
    };
  };
/** As the SDK's own handler says it. */
const lostAnswer = (code: string): Error =>
  Object.assign(new Error(`${code} \u001b[2J`), { code, name: code.startsWith('E') ? 'Error' : code });

function spoiltResponse(response: HttpResponse, edit: Spoilt): HttpResponse {
  const { 'content-type': type = '', ...others } = response.headers;
  const { status: statusCode = response.statusCode, type: given = type } = edit;
  const body = response.body instanceof Uint8Array ? Buffer.from(response.body).toString('utf8') : '';
  const headers = { ...others, ...edit.headers, ...(given !== null && { 'content-type': given }) };
  return { statusCode, headers, body: new Uint8Array(Buffer.from(spoilBody(body, edit))) };
}

/** What a case starts from. */
interface Start {
  readonly stack: string;
  readonly id: string;
  readonly steps: readonly Step[];
  readonly world: World;
  readonly records: { readonly [step: string]: StepRecord };
}

function startOf({ command, step, noun }: Case): Start {
  const stack = stacks.get(step ?? '');
  if (stack && command === 'up')
    return {
      ...{ stack: stackName, id: stack.state.id, steps: stack.steps, records: {} },
      world: new World(Date.UTC(2026, 0, 1), 'fuzz', where.account),
    };
  if (stack) {
    const { steps, world, state } = stack;
    return { stack: stackName, id: state.id, steps, world: worldFrom(world), records: structuredClone(state.records) };
  }
  const of = nouns.get(noun ?? '');
  if (!of) throw new Error(`no ${step} and no ${noun}`);
  const name = of.step.name;
  const common = { stack: of.stack, id: stackId, steps: [of.step] };
  const { id: _id, out: _out, ...begun } = of.record;
  switch (command) {
    // A stack of another name: what the noun needs is there, and is not of this stack.
    case 'up':
      return { ...common, stack: 'other', id: 'fedcba9876543210', world: worldFrom(of.before), records: {} };
    case 'again':
      return { ...common, world: worldFrom(of.after), records: { [name]: { ...begun, at: 'creating' } } };
    case 'change':
      return { ...common, world: worldFrom(of.after), records: { [name]: { ...of.record, want: {} } } };
    default:
      return { ...common, world: worldFrom(of.after), records: { [name]: structuredClone(of.record) } };
  }
}

/**
 * The run ends with failures as data, or well. What it leaves is a state that can be read, and that a `down` on which
 * nothing is spoilt works with.
 */
async function endsWell(it: Case): Promise<void> {
  const start = startOf(it);
  const store = new MemoryStore(Object.entries(start.records), start.id);
  const edits = [...it.spoilt];
  const bed = openBed(start.world, spoiling(edits));
  const ended = await inTime(() => orFailure(() => runs[it.command](bed.run(start.stack, store), start.steps)), 20);
  ended?.failures.forEach(isToldWell);
  const kept = { ...place, version: 2, since: '', outputs: {}, records: Object.fromEntries(store.records) };
  const read = parseState(JSON.stringify({ ...kept, id: start.id, stack: start.stack }), 'state.json');
  assert.deepEqual(Object.keys(read.records), [...store.records.keys()]);
  edits.length = 0;
  const report = await inTime(() => orFailure(() => down(bed.run(start.stack, store))), 20);
  report?.failures.forEach(isToldWell);
  assert.deepEqual(bed.bugs, []);
}

type Ended = Promise<{ readonly failures: readonly Failure[] }>;
const runs: { readonly [Name in Case['command']]: (run: Run, steps: readonly Step[]) => Ended } = {
  up,
  again: up,
  change: (run, steps) => up({ ...run, tags: { team: 'shop' } }, steps),
  status: (run) => status(run),
  down: (run) => down(run),
  async recover(run) {
    await recover(run, []);
    return { failures: [] };
  },
};

export const answers: Target<Case> = {
  name: 'answers',
  properties: [
    {
      title: 'a run in which answers are spoilt ends with failures that are data',
      cases: () => ofSteps,
      share: 0.3,
    },
    {
      title: 'whatever answers are spoilt, each noun is made, found, changed, read and deleted, or that fails as data',
      cases: ofNouns,
      share: 0.7,
    },
  ],
  async prepare() {
    const made = new Map<string, Standing>();
    for (const step of steps) made.set(step, await standing([step]));
    stacks = made;
    nouns = await oneOfEachNoun();
  },
  holds: endsWell,
};
