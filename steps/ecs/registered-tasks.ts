import type { QuotaUnits, QuotaUse, SizedWant } from '../../src/step.js';
import type { EcsServiceWant } from './ecs-service/settings.js';

/** A record may have been written by another version: what it lacks counts for nothing. */
type Counted = Pick<EcsServiceWant, 'isAutoScaled'> &
  Partial<Pick<EcsServiceWant, 'desiredCount' | 'loadBalancers' | 'serviceRegistries'>>;

/** While one takes the place of another, tasks are in both; beforehand, both have the name of the step that makes them. */
const groupsOf = ({ loadBalancers = [] }: Counted): number =>
  new Set(loadBalancers.map(({ targetGroupArn }) => targetGroupArn)).size;

const registriesOf = ({ serviceRegistries = [] }: Counted): number => serviceRegistries.length;

/**
 * What ECS registers the tasks of a service in: target groups, and Cloud Map. It registers nothing beyond their quotas; such a
 * task gets no requests, or is not found. Only what is certain is counted: a service's tasks as many as the config says, without
 * those that scaling adds, or that a rollout runs beside them.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html, 1,000 tasks of a service
 */
export const registeredTasks: readonly QuotaUse<EcsServiceWant>[] = [
  use('targets', {
    within: ({ loadBalancers: [first] = [] }) => first?.targetGroupArn,
    times: ({ loadBalancers = [] }) => Math.min(1, loadBalancers.length),
  }),
  // A stack has one load balancer at most, and one namespace.
  use('balancer-targets', { within: () => 'load-balancer', times: groupsOf }),
  use('service-instances', {
    within: ({ serviceRegistries: [first] = [] }) => first?.registryArn,
    times: registriesOf,
  }),
  use('namespace-instances', { within: () => 'namespace', times: registriesOf }),
];

interface Counting {
  within(want: Counted): unknown;
  /** How often each task of a service counts. */
  times(want: Counted): number;
}

function use(name: string, { within, times }: Counting): QuotaUse<EcsServiceWant> {
  const countIn = ({ want }: SizedWant<Counted>) => times(want) * (want.desiredCount ?? 0);
  const unitsOf = (next: SizedWant<EcsServiceWant>, last?: SizedWant<EcsServiceWant>): QuotaUnits => {
    // Its count is somebody else's from its creation on: nobody knows here how many there are.
    if (last && next.want.isAutoScaled) return { lasting: 0, busiest: 0 };
    const had = !last || last.want.isAutoScaled ? 0 : countIn(last);
    const lasting = countIn(next) - had;
    return { lasting, busiest: Math.max(0, lasting), had };
  };
  return { name, within, units: { of: unitsOf } };
}
