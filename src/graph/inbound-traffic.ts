import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { takenBy } from '../listener-conditions.js';
import { internetClients, callsBetween, allowedClients } from './security-group-rules.js';
import { sharedBalancerOf, sharedClients } from './shared-balancer.js';
import type { IndexedStep, StepIndex } from './step-index.js';
import type { Arrow, PictureNode } from './picture.js';
import type { RunningService } from './running-services.js';

/** How requests reach the services: the clients, and the arrows from them to the services. */
export interface InboundTraffic {
  readonly clients: readonly PictureNode[];
  readonly arrows: readonly Arrow[];
}

/**
 * Finds the paths of requests: through the HTTP API, the load balancer, and wherever a security group lets clients
 * in.
 */
export function inboundTraffic(stack: StepIndex, services: readonly RunningService[]): InboundTraffic {
  const apis = stack
    .all('api')
    .map(({ name }): Arrow => ({ from: internetClients.id, to: name, tone: 'api', label: ['HTTPS'] }));
  const allowed = [...allowedClients(stack), ...sharedClients(stack)];
  const clients = [...(apis.length > 0 ? [internetClients] : []), ...allowed.map(({ client }) => client)];
  const arrows = [
    ...apis,
    ...allowed.flatMap((client) => client.arrows),
    ...apiArrows(stack, services),
    ...balancerArrows(stack, services),
    ...callsBetween(stack, services),
  ];
  return { clients: uniqueBy(clients, ({ id }) => id), arrows: together(arrows) };
}

/** Between the same two ends there is one arrow, with the labels of all: a load balancer may be called at two ports. */
function together(arrows: readonly Arrow[]): Arrow[] {
  const labelsOf = (like: Arrow) =>
    arrows.filter(({ from, to }) => from === like.from && to === like.to).flatMap(({ label = [] }) => label);
  return uniqueBy(arrows, ({ from, to }) => `${from} > ${to}`).map((it) => {
    const label = [...new Set(labelsOf(it))];
    return { ...it, ...(label.length > 0 && { label }) };
  });
}

const uniqueBy = <T>(all: readonly T[], keyOf: (it: T) => string): T[] => [
  ...new Map(all.map((it) => [keyOf(it), it])).values(),
];

/** From the API by its link, along the routes of each integration, to the load balancer or to a service. */
const apiArrows = (stack: StepIndex, services: readonly RunningService[]): Arrow[] =>
  stack.all('api-integration').flatMap((integration) => {
    const [link] = stack.needsOf(integration, 'vpc-link');
    const [api] = stack.needsOf(integration, 'api');
    const [balancer] = stack.needsOf(integration, 'listener').flatMap((it) => stack.needsOf(it, 'load-balancer'));
    const [discovery] = stack.needsOf(integration, 'cloud-map-service');
    const [service] = discovery ? stack.dependentsOf(discovery, 'ecs-service') : [];
    const to = balancer ?? services.find(({ step }) => step === service)?.step;
    if (!link || !api || !to) return [];
    const routes = stack.dependentsOf(integration, 'api-route').flatMap((route) => stack.text(route, 'RouteKey') ?? []);
    const label = [...routes, ...(discovery ? ['found by Cloud Map'] : [])];
    return [
      { from: api.name, to: link.name, tone: 'api' },
      { from: link.name, to: to.name, tone: 'api', label },
    ];
  });

/** The arrows from the load balancer to services, by the paths of its rules. The listener's default takes the rest. */
const balancerArrows = (stack: StepIndex, services: readonly RunningService[]): Arrow[] =>
  services.flatMap(({ step, port: own }) => {
    const groups = stack.needsOf(step, 'target-group').map((group, i) => {
      const port = stack.text(step, 'loadBalancers', i, 'containerPort') ?? own;
      return { group, at: port === own ? '' : `, port ${port}` };
    });
    const of = (noun: 'listener-rule' | 'listener', text: (it: IndexedStep) => string) =>
      groups.flatMap(({ group, at }) =>
        stack.dependentsOf(group, noun).map((it) => ({ step: it, text: `${text(it)}${at}` })),
      );
    const rules = of('listener-rule', (rule) => ruleText(stack, rule));
    const listeners = of('listener', () => 'what no rule takes');
    const label = [...rules, ...listeners].map(({ text }) => text);
    const ports = [
      ...listeners.map((it) => it.step),
      ...rules.flatMap((it) => stack.needsOf(it.step, 'listener', 'existing-listener')),
    ];
    const balancers = new Set(
      ports.flatMap((port) => [...stack.needsOf(port, 'load-balancer'), ...sharedBalancerOf(stack, port)]),
    );
    return [...balancers].map(({ name }): Arrow => ({ from: name, to: step.name, tone: 'balancer', label }));
  });

const ruleText = (stack: StepIndex, rule: IndexedStep): string => {
  const conditions = stack.value(rule, 'Conditions') as RuleCondition[] | undefined;
  return `${takenBy(conditions ?? [])} (rule ${stack.text(rule, 'Priority')})`;
};
