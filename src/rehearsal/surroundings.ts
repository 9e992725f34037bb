import type { Run } from '../runner/run.js';
import { look } from '../runner/wait.js';
import { setAbsent } from '../sandbox/taken-on-trust.js';
import { World } from '../sandbox/world.js';
import { absentImages } from './absent-images.js';
import { lookupsOf, put } from './assumed-lookups.js';
import { readNetwork, worldWithNetwork } from './existing-network.js';
import type { PlanInput } from './lifecycle.js';

/** What others have that a stack is in, or uses. */
export interface Surroundings {
  /** With nothing else in it. */
  readonly world: World;
  /** By step: what could not be found out about what it looks up. */
  readonly notes: ReadonlyMap<string, string>;
}

/** @param existingVpc the VPC of somebody else that the stack will be in, besides the one that it is recorded to be in */
type Options = Pick<PlanInput, 'location' | 'steps'> & { readonly existingVpc?: string | undefined };

/**
 * Reads what others have, and changes nothing.
 * @param live a run on the real stack
 * @throws FailureError `step-rejected` where AWS refuses to tell
 */
export async function readSurroundings(options: Options, live: Run): Promise<Surroundings> {
  const world = await worldOfOthers(options, live);
  setAbsent(world, await absentImages(options.steps, live));
  return { world, notes: await copyLookedUp({ world, region: options.location.region }, options.steps, live) };
}

/** A world with nothing but the networks of somebody else: the one that the stack is in, and the one that it will be in. */
async function worldOfOthers({ existingVpc, location }: Options, live: Run): Promise<World> {
  const recorded = [...live.store.records].flatMap(([step, { type, want }]) =>
    type === 'existing-vpc' ? [[(want as { readonly VpcId: string }).VpcId, step] as const] : [],
  );
  const wanted = existingVpc === undefined ? [] : [[existingVpc, 'existing-vpc'] as const];
  let world = new World(Date.now(), undefined, location.account);
  for (const [vpcId, step] of new Map([...wanted, ...recorded])) {
    const network = await look(live, { step, type: 'existing-vpc' }, (cloud) => readNetwork(cloud, vpcId));
    if (network) world = await worldWithNetwork(network, location, world);
  }
  return world;
}

/** What the steps look up of somebody else, as it is. The first look has found it. */
async function copyLookedUp(
  place: Parameters<typeof put>[0],
  steps: Options['steps'],
  live: Run,
): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>();
  for (const { step, ...it } of lookupsOf(steps)) {
    const seen = await look(live, { step: step.name, type: step.resource.type }, async (cloud) =>
      step.resource.read(cloud, await step.resource.create(cloud, it.want)),
    );
    if (seen.is === 'ready' && seen.note !== undefined) notes.set(step.name, seen.note);
    put(place, { ...it, out: seen.is === 'ready' ? (seen.out as { readonly [member: string]: unknown }) : undefined });
  }
  return notes;
}
