import { stackOf } from '../../../steps/stack/index.js';
import { registryAccount } from '../../config/registry-account.js';
import type { Config } from '../../config/schema.js';
import { partitionOf } from '../../facts/partitions.js';
import { FailureError } from '../../failure.js';
import type { RequiredPermission } from '../../permissions/required-permission.js';
import { policyFor, type PolicyDocument } from '../../policy/document.js';
import type { AwsLocation } from '../../rehearsal/in-memory-aws.js';
import { permissionsOfLifecycle } from '../../rehearsal/lifecycle-permissions.js';
import { lifecycleCommands, type LifecycleCommand } from '../../rehearsal/lifecycle.js';
import { unknownAccount } from '../../rehearsal/placeholders.js';
import { permissionsOfStates, type StateAct } from '../../rehearsal/state-permissions.js';
import { s3Url, type S3Location } from '../../state-location.js';
import type { Note } from '../report/notes.js';
import type { RequestWith } from '../request.js';
import { bucketOf, recordedOf, type Configured } from '../session/states.js';
import { networkNamedIn } from '../stack/existing-network.js';
import { endpointToRehearse } from '../stack/region.js';
import { planInputOf, locationOf, worldFor } from '../stack/rehearsal-input.js';
import { configOf } from '../stack/stack-choice.js';
import { rehearseExec } from '../exec/rehearse.js';
import { rehearseLastLines, rehearseLogs } from '../logs/rehearse.js';
import { rehearseRollbacks } from '../rollback/rehearse.js';
import { rehearseTrace } from '../trace/rehearse.js';

/** Which stack, and where it is. */
export interface PolicyInput extends RequestWith<'stack' | 'target' | 'states'> {
  /** The account's id, in place of the recorded one. */
  readonly account?: string | undefined;
  /** Allow also what `up` looks for after it was interrupted. */
  readonly recovery: boolean;
}

/** All: the whole life of a stack, as long as its state is there. Run: whatever tasks of it somebody runs by hand. */
export type StackScope =
  'all' | LifecycleCommand | 'exec' | 'logs' | 'recover' | 'rollback' | 'run' | 'sweep' | 'trace';

/** A policy, what its files are called, and what stands for the account in its ARNs where that is not known. */
export interface MadePolicy {
  readonly policy: PolicyDocument;
  readonly name: string;
  readonly account: string | undefined;
}

/** What a command asks of IAM for a stack, and for its state where that is in a bucket. */
export async function stackPolicy(request: PolicyInput, scope: StackScope, note: Note): Promise<MadePolicy> {
  const config = await configOf(request.stack);
  const bucket = bucketOf(request.states, config.state);
  const location = await locationFor(request, config, bucket, note);
  const account = location.account === unknownAccount ? '*' : undefined;
  // What is asked of images in the account's own registry is asked of no other: most likely, it is the one that they are in.
  const rehearsed =
    account === undefined ? location : { ...location, account: registryAccount(config) ?? unknownAccount };
  const demands = await demandsFor(request, scope, config, rehearsed);
  const ofStates = bucket ? await permissionsOfStates(location, bucket, config.name) : undefined;
  const also = ofStates ? statesIn(scope).flatMap((act) => ofStates[act]) : [];
  return { policy: policyFor([...demands, ...also], config.name, account), name: config.name, account };
}

/** What `state init` asks of IAM. The bucket is made before there is a stack; a config may say which one. */
export async function bucketPolicy(request: PolicyInput, note: Note): Promise<MadePolicy> {
  const config: Configured = await configOf(request.stack).catch(() => ({}));
  const bucket = bucketOf(request.states, config.state);
  if (!bucket)
    throw new FailureError({
      code: 'bad-usage',
      message: 'state-init is about a bucket: which one?',
      hint: '--state s3://bucket/prefix says it, or `state:` in the config',
    });
  const { region } = await endpointToRehearse(request.target, { configured: config.region }, note);
  const location = { account: unknownAccount, region, partition: partitionOf(region) };
  const { init } = await permissionsOfStates(location, bucket, '');
  return { policy: policyFor(init, ''), name: 'state-init', account: undefined };
}

/** What each scope does with states in a bucket. */
function statesIn(scope: StackScope): readonly StateAct[] {
  switch (scope) {
    case 'all':
      return ['change', 'versions'];
    case 'status':
    case 'run':
    case 'trace':
    case 'logs':
    case 'exec':
      return ['look'];
    case 'sweep':
      return ['lookAtAll'];
    default:
      return ['change'];
  }
}

/**
 * Where the stack is, or will be: no account is asked who it is. A bucket that cannot be read is nothing to stop for: its
 * policy may be what is being made.
 */
async function locationFor(
  request: PolicyInput,
  config: Config,
  bucket: S3Location | undefined,
  note: Note,
): Promise<AwsLocation> {
  const { target, account } = request;
  const recorded = recordedOf(request, { stack: config.name, configured: config }, 'policy').catch((error: unknown) => {
    if (!bucket || !(error instanceof FailureError)) throw error;
    note(
      `The state in ${s3Url(bucket)} was not read, so it is not known whether the stack is recorded for another place.`,
    );
    return undefined;
  });
  const known = (await recorded)?.state;
  const location = await locationOf(target, config, { known, note });
  return { ...location, account: account ?? location.account };
}

/** @throws FailureError where the stack cannot be rehearsed */
async function demandsFor(
  { recovery }: PolicyInput,
  scope: StackScope,
  config: Config,
  location: AwsLocation,
): Promise<RequiredPermission[]> {
  const existing = networkNamedIn(config);
  const stack = stackOf(config, location, () => 'tag');
  const tasks = scope === 'run' ? Object.values(stack.runs) : [];
  const input = planInputOf(config, location, stack);
  const others = {
    ...{ rollback: rehearseRollbacks, trace: rehearseTrace },
    ...{ logs: rehearseLogs, lastLines: rehearseLastLines, exec: rehearseExec },
  };
  const life = await permissionsOfLifecycle(input, await worldFor(existing, location), tasks, others);
  const [failure] = life.failures;
  if (failure) throw new FailureError(failure);
  const demands = partsOf(scope).flatMap((part) => life[part]);
  const also = recovery && (scope === 'all' || scope === 'up') ? life.recovery : [];
  const look = ['all', 'down', 'sweep'].includes(scope) ? [...life.lookBeforeDown, ...life.guardDuty] : [];
  const pause = scope === 'all' ? life.pause : [];
  const whileUp = scope === 'all' || scope === 'up' ? [...life.quotas, ...life.lastLines] : [];
  return named(
    [...demands, ...also, ...look, ...pause, ...whileUp],
    existing ? [existing.vpc, ...existing.public, ...existing.private] : [],
  );
}

/** A sweep finds what `recover` finds, and deletes it as `down` does. */
function partsOf(
  scope: StackScope,
): readonly (LifecycleCommand | 'exec' | 'logs' | 'recover' | 'rollback' | 'run' | 'trace')[] {
  if (scope === 'all') return [...lifecycleCommands, 'rollback', 'trace', 'logs', 'exec'];
  return scope === 'sweep' ? ['recover', 'down'] : [scope];
}

/** What the config names by its id is known beforehand. */
function named(demands: readonly RequiredPermission[], ids: readonly string[]): RequiredPermission[] {
  return demands.map((it) => (ids.some((id) => it.resource.endsWith(`/${id}`)) ? { ...it, pattern: it.resource } : it));
}
