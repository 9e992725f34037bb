import { quotaNames, quotas, type QuotaName } from '../facts/quotas.js';
import { AwsError, global, type Context } from './service.js';

/**
 * What an account may have of everything: AWS's default quotas, and what was set or raised in this world. As on AWS, a
 * quota counts for each region, except for those of IAM.
 */

/** Set by `/_sandbox/quotas`, for all regions. */
const set = global<number>('sandbox/quotas');
/** Raised by a request to Service Quotas, in one region: `us-east-1 vpcs`. */
const raised = global<number>('sandbox/raised-quotas');

const keyOf = ({ region }: Context, name: QuotaName): string => `${quotas[name].isGlobal ? 'global' : region} ${name}`;

/** The value that counts now. */
export const quotaIn = (context: Context, name: QuotaName): number =>
  raised(context).get(keyOf(context, name)) ?? set(context).get(name) ?? quotas[name].value;

/** Gives this account more, as AWS does where it grants a request. */
export const raiseQuota = (context: Context, name: QuotaName, value: number): void =>
  void raised(context).set(keyOf(context, name), value);

/**
 * Refuses what would be more than the quota allows, with AWS's error.
 * @param count how many there would be
 * @param message AWS's, from the quota's value
 * @param status where it is not the one that the error has in AWS's model
 */
export function refuseBeyond(
  context: Context,
  name: QuotaName,
  count: number,
  message: (quota: number) => string,
  status?: number,
): void {
  const quota = quotaIn(context, name);
  if (count > quota) throw new AwsError(quotas[name].error, message(quota), status === undefined ? {} : { status });
}

/** All quotas of this world, as they were set; what is raised by a request counts in its region only. */
export const quotasIn = (context: Pick<Context, 'world'>): { readonly [name: string]: number } => ({
  ...Object.fromEntries(quotaNames.map((name) => [name, quotas[name].value])),
  ...Object.fromEntries(set(context as Context)),
});

/**
 * Changes quotas of this world, in all regions. What is there already stays, however much it is.
 * @returns a line for each thing that is wrong; nothing is changed then
 */
export function setQuotas(context: Pick<Context, 'world'>, wanted: unknown): string[] {
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted))
    return ['the body is a JSON object of quotas, like {"vpcs": 2}'];
  const problems = Object.entries(wanted).flatMap(([name, value]) => {
    if (!Object.hasOwn(quotas, name)) return [`there is no quota ${name}; there are ${quotaNames.join(', ')}`];
    const isCount = Number.isInteger(value) && (value as number) >= 0;
    return isCount ? [] : [`${name} takes a whole number from 0`];
  });
  if (problems.length === 0)
    for (const [name, value] of Object.entries(wanted)) {
      set(context as Context).set(name, value as number);
      for (const key of raised(context as Context).keys())
        if (key.endsWith(` ${name}`)) raised(context as Context).delete(key);
    }
  return problems;
}

/** AWS's default quotas again. */
export function resetQuotas(context: Pick<Context, 'world'>): void {
  set(context as Context).clear();
  raised(context as Context).clear();
}
