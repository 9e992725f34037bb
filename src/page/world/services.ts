import { serviceTone, type Box, type PictureNode, type Tone } from '../../graph/picture.js';
import type { Cluster, Instance, Inventory, Service, Task } from '../inventory/inventory.js';
import { stateOf, worst } from './states.js';

/** What ECS runs: services in their clusters, tasks where they are. */

export const clusterBox = (world: Inventory, { arn, name, status }: Cluster): Box => ({
  ...{ id: arn, title: `ECS cluster ${name}`, tone: 'platform', boxes: [], about: [arn] },
  ...(stateOf(status) === 'good' ? {} : { note: status, state: stateOf(status) }),
  nodes: world.services.filter(({ cluster }) => cluster === arn).map((it) => serviceNode(world, it)),
});

function serviceNode(world: Inventory, it: Service): PictureNode {
  const { arn: id, name, desired, running, pending, status, rollout } = it;
  const counts = [`${running} of ${desired} tasks running`, ...(pending > 0 ? [`${pending} pending`] : [])];
  const isSteady = running === desired && pending === 0 && status === 'ACTIVE';
  const isFailed = rollout === 'FAILED';
  const shown = [...(status === 'ACTIVE' ? [] : [status]), ...(isFailed ? ['deployment FAILED'] : [])];
  return {
    ...{ id, tone: toneOf(world, it), about: [id, ...it.targetGroups], groups: it.securityGroups },
    lines: [name, `service, ${it.isOnFargate ? 'on Fargate' : 'on instances'}`, ...counts, ...shown],
    state: isFailed ? 'bad' : isSteady ? 'good' : 'changing',
  };
}

const toneOf = ({ services }: Inventory, service: Service): Tone => serviceTone(services.indexOf(service));

/** The service that has started a task; undefined for one that runs by itself. */
export const serviceOfTask = ({ services }: Inventory, { group, cluster }: Task): Service | undefined =>
  services.find((it) => it.cluster === cluster && group === `service:${it.name}`);

export function taskNode(world: Inventory, task: Task): PictureNode {
  const { arn: id, status, health, address } = task;
  const service = serviceOfTask(world, task);
  const targets = world.targetGroups
    .flatMap((it) => it.targets)
    .filter(({ Id }) => Id !== '' && (Id === address || Id === task.instance));
  const states = [...new Set(targets.map(({ State, Reason }) => (Reason ? `${State} (${Reason})` : State)))];
  const checked = health === 'UNKNOWN' ? [] : [health];
  return {
    ...{ id, tone: service ? toneOf(world, service) : 'consumer' },
    lines: [
      service?.name ?? task.group.replace(/^family:/, ''),
      `task ${(id.split('/').at(-1) ?? id).slice(0, 8)}`,
      ...(address === undefined ? [] : [address]),
      [status, ...checked].join(', '),
      ...states.map((it) => `target ${it}`),
    ],
    state: worst([stateOf(status), ...[...checked, ...targets.map(({ State }) => State)].map(stateOf)]),
    about: [id, task.networkInterface, address].flatMap((it) => it ?? []),
  };
}

export function instanceNode({ tasks }: Inventory, { id, name, type, state }: Instance): PictureNode {
  const count = tasks.filter(({ instance }) => instance === id).length;
  return {
    ...{ id, tone: 'capacity', state: stateOf(state), about: [id] },
    lines: [
      `${type} instance`,
      ...(name ? [name] : []),
      state,
      ...(count > 0 ? [`${count} ${count === 1 ? 'task' : 'tasks'} on it`] : []),
    ],
  };
}
