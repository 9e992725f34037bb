import { stackOf, type Stack } from '../../../steps/stack/index.js';
import type { Config } from '../../config/schema.js';
import { narrationOf } from '../../explain/narrate.js';
import type { StackNarration } from '../../explain/narration.js';
import { namesOfSteps } from '../../explain/step-names.js';
import { FailureError } from '../../failure.js';
import type { Facts } from '../../path/facts.js';
import { pricesIn } from '../../prices/table.js';
import { observeLifecycle, type ObservedLifecycle } from '../../rehearsal/observed-lifecycle.js';
import { partitionOf } from '../../facts/partitions.js';
import type { Step } from '../../step.js';
import { withAskedZones } from '../stack/asked-zones.js';
import { networkNamedIn } from '../stack/existing-network.js';
import type { Note } from '../report/notes.js';
import type { RequestWith } from '../request.js';
import { assumedAccount, planInputOf, worldFor } from '../stack/rehearsal-input.js';
import { endpointToRehearse } from '../stack/region.js';
import { stackInputFor } from '../stack/stack-input.js';
import { readRecorded } from '../trace/read-recorded.js';

/** A stack whose calls can be explained. */
export interface Narration {
  /** By name, in order. */
  readonly steps: readonly string[];
  /** Rehearses it. @throws FailureError where that fails, for the reason why `up` would fail, too */
  tell(): Promise<ToldStack>;
}

/** A stack that was rehearsed. */
export interface ToldStack {
  readonly config: Config;
  readonly region: string;
  readonly steps: readonly Step[];
  readonly narration: StackNarration;
  readonly life: ObservedLifecycle;
  /** What a request meets, while the rehearsed stack is up. */
  readonly facts: Facts;
  /** Of the rehearsed stack, by their names. */
  readonly outputs: { readonly [name: string]: string };
  /** Puts the names of steps in the place of ids. */
  readonly named: (text: string) => string;
}

/** @throws FailureError `bad-config`, `zones-unknown`, or `bad-usage` where there is none */
export async function narrationFor({ stack, target }: RequestWith<'stack' | 'target'>, note: Note): Promise<Narration> {
  const { config, tagOf } = await stackInputFor(stack, target);
  const { endpoint, region } = await endpointToRehearse(target, { configured: config.region }, note);
  const place = { account: assumedAccount(config), region, partition: partitionOf(region) };
  const location = await withAskedZones(target, endpoint, place);
  const made = stackOf(config, location, tagOf);
  return {
    steps: made.steps.map(({ name }) => name),
    async tell() {
      const world = await worldFor(networkNamedIn(config), location);
      const seen: { facts?: Facts } = {};
      const life = await observeLifecycle(planInputOf(config, location, made), world, async (run) => {
        const { records } = run.store;
        seen.facts = await run.withCloud('trace', { token: '', tags: {} }, (cloud) => readRecorded(cloud, records));
      });
      const [failure] = [...life.up.failures, ...life.down.failures];
      if (failure || !seen.facts)
        throw failure ? new FailureError(failure) : new Error('nothing was seen of the stack');
      const { steps } = made;
      return {
        ...{ config, region, steps, life, facts: seen.facts },
        narration: narrationOf({ stack: config.name, region }, steps, life, pricesIn(region)),
        outputs: outputsOf(made, life),
        named: namesOfSteps(life.up),
      };
    },
  };
}

const outputsOf = ({ outputs }: Stack, { up: { records } }: ObservedLifecycle): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { step, of }]) => {
      const out = records.get(step.name)?.out;
      return out === undefined ? [] : [[name, of(out)]];
    }),
  );
