import { regional, signal, type Context } from '../../../service.js';
import { services, type ServiceRow } from '../tables.js';

/**
 * What the tasks of a service have to do, all together. No container runs here, so somebody says it: `/_sandbox/load`. The
 * tasks share it evenly.
 */
export interface Load {
  /** Percent of one task's CPU: 240 keeps three tasks busy at 80 % each. */
  readonly cpu: number;
  /** Percent of one task's memory. */
  readonly memory: number;
  /** A minute. */
  readonly requests: number;
}
const nothing: Load = { cpu: 0, memory: 0, requests: 0 };

/** What was said, by the service's ARN. */
const loads = regional<Load>('ecs/loads');

/** Somebody has said what a service has to do. */
export const loadChanged = signal<ServiceRow>('ecs/load-changed');

/** `cluster/service` */
const nameOf = ({ service }: ServiceRow): string => service.serviceArn.split(':service/')[1] ?? '';

const live = (context: Context): ServiceRow[] => services(context).all(({ service }) => service.status === 'ACTIVE');

/** Nothing, unless it was said. */
export const loadOf = (context: Context, { service }: ServiceRow): Load =>
  loads(context).get(service.serviceArn) ?? nothing;

/** Whether anybody has said what it has to do. */
export const isLoadSaid = (context: Context, { service }: ServiceRow): boolean =>
  loads(context).has(service.serviceArn);

/** All that was said, by cluster and service. @param contexts one for each region that has services */
export const allLoads = (contexts: readonly Context[]): { readonly [service: string]: Load } =>
  Object.fromEntries(
    contexts.flatMap((context) =>
      live(context).flatMap((row) => (isLoadSaid(context, row) ? [[nameOf(row), loadOf(context, row)] as const] : [])),
    ),
  );

/**
 * Says what services have to do; the members that are not named stay as they were.
 * @param contexts one for each region that has services
 * @param wanted by `cluster/service`
 * @returns a line for each thing that is wrong; nothing is changed then
 */
export function sayLoads(contexts: readonly Context[], wanted: unknown): string[] {
  if (!isRecord(wanted)) return ['the body is a JSON object by cluster and service, like {"shop/web": {"cpu": 240}}'];
  const known = contexts.flatMap((context) => live(context).map((row) => ({ context, row, name: nameOf(row) })));
  const names = [...new Set(known.map(({ name }) => name))];
  const problems = Object.entries(wanted).flatMap(([name, load]) =>
    names.includes(name) ? problemsOf(name, load) : [`there is no service ${name}; there is: ${names.join(', ')}`],
  );
  if (problems.length > 0) return problems;
  for (const { context, row, name } of known) {
    if (!Object.hasOwn(wanted, name)) continue;
    loads(context).set(row.service.serviceArn, { ...loadOf(context, row), ...(wanted[name] as Partial<Load>) });
    context.emit(loadChanged, row);
  }
  return [];
}

/** Services of which something was said have nothing to do any more. */
export const sayNoLoad = (contexts: readonly Context[]): string[] =>
  sayLoads(contexts, Object.fromEntries(Object.keys(allLoads(contexts)).map((name) => [name, nothing])));

function problemsOf(name: string, load: unknown): string[] {
  const members = Object.keys(nothing).join(', ');
  if (!isRecord(load)) return [`${name} takes an object of ${members}`];
  return Object.entries(load).flatMap(([member, value]) => {
    if (!Object.hasOwn(nothing, member)) return [`${name} takes ${members}, not ${member}`];
    const isAmount = typeof value === 'number' && value >= 0 && value <= 1e9;
    return isAmount ? [] : [`${member} of ${name} takes a number from 0`];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
