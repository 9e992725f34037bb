import { MemoryStore } from '../../state/store.js';
import { stackOf } from '../../steps/index.js';
import { resourcesByType } from '../../steps/resources.js';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { Failure } from '../../src/failure.js';
import type { Demand } from '../../src/permissions/demand.js';
import { policyFor, type PolicyDocument, type PolicyStatement } from '../../src/policy/document.js';
import { asBuilt, rehearseDemands, type LifeDemands } from '../../src/rehearsal/demands.js';
import { acts, commandsOf, type ActName, type Piece } from '../../src/rehearsal/rehearse.js';
import { Stage } from '../../src/rehearsal/stage.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { enforcing } from '../../src/sandbox/iam-policy/enforce.js';
import { wordsFor } from '../../src/ui/failure.js';

export const setting = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** By name. */
export const allBlueprints: readonly string[] = blueprints.map(({ name }) => name);

/** A blueprint, what its life asks of IAM, and the policy for that. */
export interface Case {
  readonly piece: Piece;
  readonly life: LifeDemands;
  readonly policy: PolicyDocument;
  /** All that the policy allows. */
  readonly actions: readonly string[];
}

export async function caseOf(blueprint: string): Promise<Case> {
  const config = await resolveConfig({ blueprint, directory: '/' });
  const { steps } = stackOf(config, setting, () => 'tag');
  const piece = { stack: config.name, tags: config.tags, setting, steps, resources: resourcesByType };
  const life = await rehearseDemands(piece);
  const policy = policyFor(demandsIn(life), config.name);
  return { piece, life, policy, actions: [...new Set(policy.Statement.flatMap(actionsIn))].toSorted() };
}

/** All that is asked in the three commands, each thing once, in the order in which it is first asked. */
export function demandsIn(life: LifeDemands): Demand[] {
  const all = acts.flatMap((act) => life[act]);
  return [...new Map(all.map((it) => [JSON.stringify(it), it])).values()];
}

const actionsIn = ({ Action }: PolicyStatement): string[] => [Action].flat();

/** The policy with one action taken from all of its statements. */
export function without(policy: PolicyDocument, action: string): PolicyDocument {
  const Statement = policy.Statement.map((it) => ({ ...it, Action: actionsIn(it).filter((other) => other !== action) }));
  return { ...policy, Statement: Statement.filter(({ Action }) => Action.length > 0) };
}

/** How far a stack came in its life, and why no further. */
export interface Ended {
  /** The command that failed; none where all passed. */
  readonly act?: ActName;
  readonly failures: readonly Failure[];
  /** As the command line says it. */
  readonly text: string;
}

/** Lives a stack's life for real, in a sandbox that enforces a policy: each command until one of them fails. */
export async function liveUnder(policy: PolicyDocument, piece: Piece): Promise<Ended> {
  const stage = new Stage(piece.setting, undefined, enforcing(readPolicy(JSON.stringify(policy))));
  const life = commandsOf(stage.run({ ...piece, store: new MemoryStore(), images: asBuilt }), piece.steps);
  for (const act of acts) {
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
