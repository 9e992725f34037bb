import { MemoryStore } from '../../state/store.js';
import { stackOf } from '../../steps/stack/index.js';
import { resourcesByType } from '../../steps/nouns.js';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { Failure } from '../../src/failure.js';
import type { RequiredPermission } from '../../src/permissions/required-permission.js';
import { policyFor, type PolicyDocument, type PolicyStatement } from '../../src/policy/document.js';
import {
  imagesAsBuilt,
  permissionsOfLifecycle,
  type LifecyclePermissions,
} from '../../src/rehearsal/lifecycle-permissions.js';
import { lifecycleCommands, commandsOf, type LifecycleCommand, type PlanInput } from '../../src/rehearsal/lifecycle.js';
import { InMemoryAws, type AwsLocation } from '../../src/rehearsal/in-memory-aws.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { enforcingGuard } from '../../src/sandbox/iam-policy/guards.js';
import type { World } from '../../src/sandbox/world.js';
import { wordsFor } from '../../src/ui/failure.js';

export const setting = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** By name. */
export const allBlueprints: readonly string[] = blueprints.map(({ name }) => name);

/** A blueprint, what its life asks of IAM, and the policy for that. */
export interface Case {
  readonly planInput: PlanInput;
  readonly life: LifecyclePermissions;
  readonly policy: PolicyDocument;
  /** All that the policy allows. */
  readonly actions: readonly string[];
}

export async function caseOf(blueprint: string, location: AwsLocation = setting): Promise<Case> {
  const config = await resolveConfig({ blueprint, directory: '/' });
  const { steps } = stackOf(config, location, () => 'tag');
  const planInput = { stack: config.name, tags: config.tags, location, steps, resources: resourcesByType };
  const life = await permissionsOfLifecycle(planInput);
  const policy = policyFor(demandsIn(life), config.name);
  return { planInput, life, policy, actions: actionsOf(policy) };
}

/** All that is asked in the three commands, each thing once, in the order in which it is first asked. */
export function demandsIn(life: LifecyclePermissions): RequiredPermission[] {
  const all = lifecycleCommands.flatMap((act) => life[act]);
  return [...new Map(all.map((it) => [JSON.stringify(it), it])).values()];
}

const actionsIn = ({ Action }: PolicyStatement): string[] => [Action].flat();
/** All that a policy allows, each once. */
export const actionsOf = ({ Statement }: PolicyDocument): string[] =>
  [...new Set(Statement.flatMap(actionsIn))].toSorted();

/** The policy with one action taken from all of its statements. */
export function without(policy: PolicyDocument, action: string): PolicyDocument {
  const Statement = policy.Statement.map((it) => ({
    ...it,
    Action: actionsIn(it).filter((other) => other !== action),
  }));
  return { ...policy, Statement: Statement.filter(({ Action }) => Action.length > 0) };
}

/** How far a stack came in its life, and why no further. */
export interface Ended {
  /** The command that failed; none where all passed. */
  readonly act?: LifecycleCommand;
  readonly failures: readonly Failure[];
  /** As the command line says it. */
  readonly text: string;
}

/** Lives a stack's life for real, in a sandbox that enforces a policy: each command until one of them fails. */
export async function liveUnder(policy: PolicyDocument, planInput: PlanInput, world?: World): Promise<Ended> {
  const aws = new InMemoryAws(planInput.location, world, enforcingGuard(readPolicy(JSON.stringify(policy))));
  const life = commandsOf(aws.run({ ...planInput, store: new MemoryStore(), images: imagesAsBuilt }), planInput.steps);
  for (const act of lifecycleCommands) {
    const { failures } = await life[act]();
    if (failures.length > 0) return { act, failures, text: failures.map(textOf).join('\n') };
  }
  return { failures: [], text: '' };
}

function textOf(failure: Failure): string {
  const { title, lines } = wordsFor(failure);
  return [title, ...lines].join('\n');
}

/**
 * Whether the lack of this action, and of no other, ended a run. What goes on beside the step that was denied may fail
 * then, too: a service whose load balancer may not reach it.
 */
export function isDeniedFor({ failures, text }: Ended, action: string): boolean {
  const denials = failures.filter(isDenial);
  const isAlone = denials.every((it) => it.code === 'step-rejected' && it.message.includes(`to perform: ${action} `));
  const [first] = failures;
  return first !== undefined && isDenial(first) && isAlone && text.includes(`The permission ${action} is missing.`);
}

const isDenial = (failure: Failure): boolean =>
  failure.code === 'step-rejected' && /^(UnauthorizedOperation|AccessDenied(Exception)?)$/.test(failure.aws);
