import { codeOf, meaningOf, messageOf } from '../src/aws-errors.js';
import type { Senders } from '../src/aws/services.js';
import type { Clock } from '../src/clock.js';
import { commandOf, type Removal } from './removals.js';

/** What could not be taken away, and why. */
export interface LeftBehind {
  readonly removal: Removal;
  readonly why: string;
}

/** How long AWS may take to let something go, in s: the interfaces of a load balancer have been seen to stay for 35 minutes. */
const patience = 40 * 60;

/**
 * Takes away what was made, what was made last first. Each is repeated as long as something still holds it.
 * @returns what is left
 */
export async function removeAll(
  clients: Senders,
  clock: Clock,
  removals: readonly Removal[],
): Promise<readonly LeftBehind[]> {
  const left: LeftBehind[] = [];
  const done = new Set<string>();
  for (const removal of removals.toReversed()) {
    const key = JSON.stringify(removal);
    if (done.has(key)) continue;
    done.add(key);
    const why = await removeOne(clients, clock, removal);
    if (why !== undefined) left.push({ removal, why });
  }
  return left;
}

/** @returns why it is still there; undefined where it has gone */
async function removeOne(clients: Senders, clock: Clock, removal: Removal): Promise<string | undefined> {
  const deadline = clock.now() + patience * 1000;
  const client = clients[removal.service] as { send(command: never): Promise<unknown> };
  for (;;) {
    try {
      const answer = await client.send(commandOf(removal));
      const refused = refusalIn(answer);
      if (refused === undefined) return undefined;
      if (clock.now() >= deadline) return refused;
    } catch (error) {
      if (isGone(error, removal)) return undefined;
      const isWorthTrying = /^(in-use|throttled|unclear|not-yet)$/.test(meaningOf(error, 'delete')) || isHeld(error);
      if (!isWorthTrying || clock.now() >= deadline) return `${codeOf(error)}: ${messageOf(error)}`;
    }
    await clock.sleep(5_000);
  }
}

/** Some operations answer 200 and say within that they have not done it. */
function refusalIn(answer: unknown): string | undefined {
  const { Unsuccessful = [], failures = [] } = answer as {
    Unsuccessful?: readonly { Error?: { Code?: string; Message?: string } }[];
    failures?: readonly { reason?: string; detail?: string }[];
  };
  const [unsuccessful] = Unsuccessful.filter(({ Error }) => !/NotFound/i.test(Error?.Code ?? ''));
  const [failure] = failures.filter(
    ({ reason }) => !/MISSING|not found|does not exist|unable to describe|DELETED/i.test(reason ?? ''),
  );
  if (unsuccessful) return `${unsuccessful.Error?.Code}: ${unsuccessful.Error?.Message}`;
  return failure && `${failure.reason} ${failure.detail ?? ''}`.trim();
}

const isGone = (error: unknown, { operation }: Removal): boolean =>
  meaningOf(error, 'delete') === 'gone' ||
  // ECS's answer for a task definition that was deregistered before, or deleted.
  (operation === 'DeregisterTaskDefinition' && /^ClientException$/.test(codeOf(error))) ||
  (operation === 'StopTask' && /not found/i.test(messageOf(error))) ||
  (operation === 'PutClusterCapacityProviders' && /cluster was not active|not found/i.test(messageOf(error))) ||
  (operation.startsWith('Revoke') && /^InvalidPermission\.NotFound$|^InvalidParameterValue$/.test(codeOf(error))) ||
  /^(NoSuchBucket|NoSuchKey|LoadBalancerNotFound)$/.test(codeOf(error));

/** A bucket is empty a moment after its last object, and a task definition is let go a moment after its tasks. */
const isHeld = (error: unknown): boolean =>
  /^(BucketNotEmpty|InvalidParameterException|ClientException)$/.test(codeOf(error)) &&
  /not empty|associated|in use|draining|contains|active/i.test(messageOf(error));
