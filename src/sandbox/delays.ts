import { global, timer, type Context } from './service.js';

/**
 * Seconds of AWS's time until the rest of AWS knows of a change that its own service has answered already. 0 where AWS
 * mostly knows it at once: a test sets it. Sources:
 *
 * `role-passable`, `role-assumable`: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/414 ("several
 * seconds"), https://github.com/pulumi/pulumi-awsx/issues/927 (ECS succeeds at its second try).
 * `service-linked-role`: https://github.com/aws/containers-roadmap/issues/2614.
 * `network-known`: believed; EC2 says that a change "takes some time to propagate".
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 * `gateway-attached`: https://github.com/openshift/installer/issues/1110.
 * `certificate-known`: https://github.com/hashicorp/terraform-provider-aws/issues/41789 (a second `apply` succeeds; its author
 * thinks of 20 to 30 s).
 * `task-definition-inactive`: up to ten minutes by the documents of DeregisterTaskDefinition.
 * `service-name-free`: https://github.com/hashicorp/terraform-provider-aws/issues/2283.
 */
export const usualDelays = {
  'role-passable': 4,
  'role-assumable': 10,
  'service-linked-role': 10,
  'network-known': 1,
  'gateway-attached': 2,
  'certificate-known': 4,
  'task-definition-inactive': 0,
  'service-name-free': 0,
} as const;
export type DelayName = keyof typeof usualDelays;

/** Delays that differ from the usual ones in this world. */
const set = global<number>('sandbox/delays');
/** What is not known everywhere yet: `role-passable my-role`. */
const underWay = global<true>('sandbox/under-way');

/** All delays of this world, in seconds. */
export const delaysIn = (context: Pick<Context, 'world'>): { readonly [name: string]: number } => ({
  ...usualDelays,
  ...Object.fromEntries(set(context as Context)),
});

/**
 * Changes delays of this world, for changes that are still to come.
 * @returns a line for each thing that is wrong; nothing is changed then
 */
export function setDelays(context: Pick<Context, 'world'>, delays: unknown): string[] {
  if (delays === null || typeof delays !== 'object' || Array.isArray(delays))
    return ['the body is a JSON object of delays in seconds, like {"role-passable": 30}'];
  const problems = Object.entries(delays).flatMap(([name, seconds]) => {
    if (!Object.hasOwn(usualDelays, name))
      return [`there is no delay ${name}; there are ${Object.keys(usualDelays).join(', ')}`];
    const isSeconds = typeof seconds === 'number' && seconds >= 0 && seconds <= 3600;
    return isSeconds ? [] : [`${name} takes a number of seconds from 0 to 3600`];
  });
  if (problems.length === 0)
    for (const [name, seconds] of Object.entries(delays)) set(context as Context).set(name, seconds as number);
  return problems;
}

/** The usual delays again. */
export const resetDelays = (context: Pick<Context, 'world'>): void => set(context as Context).clear();

/** Notes a change that others will know of only after its delay. @param of what was changed: a name or an id */
export function spread(context: Context, delay: DelayName, of: string): void {
  const seconds = delaysIn(context)[delay] ?? 0;
  if (seconds === 0) return;
  const key = keyOf(delay, of);
  underWay(context).set(key, true);
  context.after(seconds, spreadEverywhere, { key });
}

/** Whether others know of the change by now. */
export const isKnown = (context: Context, delay: DelayName, of: string): boolean =>
  !underWay(context).has(keyOf(delay, of));

/** Whether this change is known elsewhere only later, in this world. */
export const hasDelay = (context: Context, delay: DelayName): boolean => (delaysIn(context)[delay] ?? 0) > 0;

const keyOf = (delay: DelayName, of: string) => `${delay} ${of}`;

/** It is among the timers of IAM, whose changes take longest. */
export const spreadEverywhere = timer<{ key: string }>('sandbox/spread-everywhere', (context, { key }) => {
  underWay(context).delete(key);
});
