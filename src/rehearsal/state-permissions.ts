import { giveSettings, inspectBucket, makeBucket } from '../../state/s3/make-bucket.js';
import { regionOfBucket } from '../../state/s3/bucket-region.js';
import { s3States } from '../../state/s3/s3-states.js';
import { bucketSettings } from '../../state/s3/bucket-settings.js';
import type { Access, Sender } from '../../state/s3/object.js';
import type { States } from '../../state/states.js';
import { emptyState } from '../../state/store.js';
import { unknownStackId } from '../identity.js';
import type { RequiredPermission } from '../permissions/required-permission.js';
import { recordingGuard } from '../sandbox/iam-policy/guards.js';
import type { S3Location } from '../state-location.js';
import { InMemoryAws, type AwsLocation } from './in-memory-aws.js';

/** What is done with states in a bucket, by the permissions that it requires. */
export const stateActs = ['init', 'look', 'change', 'versions', 'lookAtAll'] as const;
export type StateAct = (typeof stateActs)[number];

/** A bucket for states, and what works with it. */
export interface StateRehearsal {
  readonly s3: Sender;
  readonly states: States;
  readonly location: S3Location;
  readonly at: AwsLocation;
  readonly stack: string;
}

/** Does what each command does with states: the same code, in the same order. @throws FailureError where it is refused */
export const stateRehearsal: { readonly [act in StateAct]: (it: StateRehearsal) => Promise<void> } = {
  /** `state init`, for a bucket that is not there, and for one that lacks everything. */
  async init({ s3, location: { bucket }, at }) {
    await regionOfBucket(s3, bucket).catch(() => undefined);
    await makeBucket(s3, { bucket, ...at });
    await regionOfBucket(s3, bucket);
    await inspectBucket(s3, bucket);
    await giveSettings(s3, { bucket, ...at }, bucketSettings);
  },
  /** `status`, and whatever has to know which stacks there are. */
  async look({ s3, states, location, stack }) {
    await regionOfBucket(s3, location.bucket);
    await states.stacks();
    await states.read(stack);
    await states.holder(stack);
  },
  /** `up`, `down` and all else that takes the lock. */
  async change(it) {
    const { states, at, stack } = it;
    await stateRehearsal.look(it);
    const lock = await states.lock(stack, 'provision up', () => {});
    try {
      const store = states.store(
        stack,
        emptyState({ stack, endpoint: 'aws', ...at }, new Date(0), unknownStackId),
        undefined,
      );
      await store.outputs({});
      await store.outputs({ Another: 'write' });
      await stateRehearsal.look(it);
      await store.forget();
    } finally {
      await lock.release();
    }
  },
  /** `state list` and `state show`. */
  async versions({ states, stack }) {
    const { versions = [] } = (await states.versions?.(stack, 20)) ?? {};
    for (const { id } of versions) await states.readVersion?.(stack, id);
  },
  /** `sweep`, which must know the ids of all stacks. The name stands for any. */
  async lookAtAll({ s3, states, location }) {
    await regionOfBucket(s3, location.bucket);
    await states.stacks();
    await states.read('*');
  },
};

/** The permissions that each of these requires, in the order in which they are asked for. */
export async function permissionsOfStates(
  at: AwsLocation,
  location: S3Location,
  stack: string,
): Promise<Readonly<Record<StateAct, readonly RequiredPermission[]>>> {
  const noted: RequiredPermission[] = [];
  const aws = new InMemoryAws(
    // A bucket is in no zone.
    { zones: [], ...at },
    undefined,
    recordingGuard((demand) => void noted.push(demand)),
  );
  const demands = {} as Record<StateAct, readonly RequiredPermission[]>;
  await inBucket(aws, location, stack, async (it) => {
    for (const act of stateActs) {
      await stateRehearsal[act](it);
      demands[act] = noted.splice(0);
    }
  });
  return demands;
}

/** Opens states in a bucket of this AWS, which need not be there yet. */
export const inBucket = <T>(
  aws: InMemoryAws,
  location: S3Location,
  stack: string,
  work: (it: StateRehearsal) => Promise<T>,
): Promise<T> =>
  aws.withCloud(({ s3 }) => {
    const access: Access = { once: s3, reads: s3, clock: aws.clock };
    const states = s3States(access, location, { command: 'provision policy' });
    return work({ s3, states, location, at: aws.location, stack });
  });
