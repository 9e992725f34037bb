import type { StepRecord } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';
import { nearest } from '../../nearest.js';
import { readTaskSenders, sendersOfInstance, type TaskSenders } from '../../path-facts/read-senders.js';
import type { NetworkFacts } from '../../path/network-facts.js';
import type { Cloud } from '../../step.js';
import { idsIn } from './read-recorded.js';

type Records = ReadonlyMap<string, StepRecord>;

/** Who may ask from inside: the services of a stack, by name, and its bastion. */
export const askersIn = (records: Records): string[] => [
  ...idsIn(records)('ecs-service', 'serviceName'),
  ...(idsIn(records)('instance', 'instanceId').length > 0 ? ['bastion'] : []),
];

/**
 * @param from as it was given; where it was not, the only service that there is
 * @returns the name of a service, or `bastion`
 * @throws FailureError `bad-usage`
 */
export function askerOf(records: Records, from: string | undefined): string {
  const askers = askersIn(records);
  const [only] = askers.filter((it) => it !== 'bastion' || from === it);
  if (from === undefined && only !== undefined && askers.length === 1) return only;
  if (from !== undefined && askers.includes(from)) return from;
  const there = `there is ${[...askers, 'internet'].join(', ')}`;
  if (from === undefined) throw badUsage('--to needs to know from where: --from', there);
  const near = nearest(from, askers);
  throw badUsage(
    `the stack has no service ${JSON.stringify(from)} to ask from`,
    near === undefined ? there : `did you mean --from ${near}?`,
  );
}

/** The network interfaces that it sends by. @throws what AWS refuses */
export async function readSenders(
  cloud: Cloud,
  records: Records,
  asker: string,
  facts: NetworkFacts,
): Promise<TaskSenders> {
  const ids = idsIn(records);
  const instances = ids('instance', 'instanceId');
  if (asker === 'bastion' && !ids('ecs-service', 'serviceName').includes(asker)) {
    const tasks = instances.flatMap((id) => sendersOfInstance(facts, id, 'the bastion'));
    return { tasks, agents: tasks };
  }
  const [cluster = ''] = [...ids('cluster', 'clusterArn'), ...ids('existing-cluster', 'clusterArn')];
  const none = { tasks: [], agents: [] };
  return (await readTaskSenders(cloud, { cluster, service: asker }, facts)) ?? none;
}

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
