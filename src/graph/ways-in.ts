import type { Step } from '../step.js';
import { anybody, callsBetween, openDoors } from './firewall.js';
import type { Inventory } from './inventory.js';
import type { Arrow, PictureNode } from './picture.js';
import type { Running } from './running.js';

/** How requests come in: who sends them, and arrows up to the services. */
export interface WaysIn {
  readonly clients: readonly PictureNode[];
  readonly arrows: readonly Arrow[];
}

/** Through the HTTP API, past the load balancer, and wherever else a security group lets somebody in. */
export function waysIn(stack: Inventory, services: readonly Running[]): WaysIn {
  const apis = stack
    .all('api')
    .map(({ name }): Arrow => ({ from: anybody.id, to: name, tone: 'api', label: ['HTTPS'] }));
  const doors = openDoors(stack);
  const clients = [...(apis.length > 0 ? [anybody] : []), ...doors.map(({ client }) => client)];
  const arrows = [
    ...apis,
    ...doors.flatMap((door) => door.arrows),
    ...throughApi(stack, services),
    ...throughBalancer(stack, services),
    ...callsBetween(stack, services),
  ];
  return { clients: once(clients, ({ id }) => id), arrows: once(arrows, ({ from, to }) => `${from} > ${to}`) };
}

const once = <T>(all: readonly T[], keyOf: (it: T) => string): T[] =>
  [...new Map(all.map((it) => [keyOf(it), it])).values()];

/** From the API by its link, along the routes of each integration, to the load balancer or to a service. */
const throughApi = (stack: Inventory, services: readonly Running[]): Arrow[] =>
  stack.all('api-integration').flatMap((integration) => {
    const [link] = stack.needed(integration, 'vpc-link');
    const [api] = stack.needed(integration, 'api');
    const [balancer] = stack.needed(integration, 'listener').flatMap((it) => stack.needed(it, 'load-balancer'));
    const [discovery] = stack.needed(integration, 'cloud-map-service');
    const [service] = discovery ? stack.needing(discovery, 'ecs-service') : [];
    const to = balancer ?? services.find(({ step }) => step === service)?.step;
    if (!link || !api || !to) return [];
    const routes = stack.needing(integration, 'api-route').flatMap((route) => stack.text(route, 'RouteKey') ?? []);
    const label = [...routes, ...(discovery ? ['found by Cloud Map'] : [])];
    return [
      { from: api.name, to: link.name, tone: 'api' },
      { from: link.name, to: to.name, tone: 'api', label },
    ];
  });

/** From the load balancer, by the paths of its rules; the listener itself leads on what no rule takes. */
const throughBalancer = (stack: Inventory, services: readonly Running[]): Arrow[] =>
  services.flatMap(({ step }) => {
    const groups = stack.needed(step, 'target-group');
    const rules = groups.flatMap((group) => stack.needing(group, 'listener-rule'));
    const listeners = groups.flatMap((group) => stack.needing(group, 'listener'));
    const label = [...rules.map((rule) => ruleText(stack, rule)), ...listeners.map(() => 'what no rule takes')];
    const ports = [...listeners, ...rules.flatMap((rule) => stack.needed(rule, 'listener'))];
    const balancers = new Set(ports.flatMap((port) => stack.needed(port, 'load-balancer')));
    return [...balancers].map(({ name }): Arrow => ({ from: name, to: step.name, tone: 'balancer', label }));
  });

const ruleText = (stack: Inventory, rule: Step): string => {
  const paths = stack.texts(rule, 'Conditions', '*', 'PathPatternConfig', 'Values', '*');
  return `${paths.join(', ')} (rule ${stack.text(rule, 'Priority')})`;
};
