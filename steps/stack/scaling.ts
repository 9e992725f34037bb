import { required, type Step } from '../../src/step.js';
import { scalableTarget } from '../applicationautoscaling/scalable-target/resource.js';
import { requestPolicy, utilizationPolicy } from '../applicationautoscaling/scaling-policy/resource.js';
import { scheduledAction } from '../applicationautoscaling/scheduled-action/resource.js';
import type { EcsService } from '../ecs/ecs-service/resource.js';
import type { LoadBalancing } from './load-balancing.js';
import type { ServiceParts } from './service-parts.js';

/** What changes the number of a service's tasks: its bounds, a policy for each thing that is kept, and its schedules. */
export function scalingOf(
  { name, settings: { scaling } }: ServiceParts,
  service: EcsService,
  balancing: LoadBalancing | undefined,
): Step[] {
  if (!scaling) return [];
  const { minimum, maximum, schedules, cooldown, requestsPerTarget } = scaling;
  const target = scalableTarget(`${name}-scaling`, { service }, { minimum, maximum, schedules });
  const policies = (['cpu', 'memory'] as const).flatMap((of) => {
    const value = scaling[of];
    return value === undefined ? [] : [utilizationPolicy(`${name}-scaling-${of}`, { target }, { of, value, cooldown })];
  });
  const actions = schedules.map((it) => scheduledAction(`${name}-schedule-${it.name}`, { target }, it));
  if (requestsPerTarget === undefined) return [target, ...policies, ...actions];
  const { balancer, targets } = required(balancing, 'a load balancer in the config');
  const { group, listeners } = required(
    targets[name]?.find(({ port }) => port.key === undefined),
    `services.${name}.rules in the config`,
  );
  const byRequests = requestPolicy(
    `${name}-scaling-requests`,
    { target, balancer, group, listeners },
    { value: requestsPerTarget, cooldown },
  );
  return [target, ...policies, byRequests, ...actions];
}
