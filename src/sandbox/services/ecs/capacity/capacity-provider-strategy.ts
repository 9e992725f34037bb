import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { invalidParameter } from '../input.js';
import { capacityProviders, isUsable } from '../instance-tables.js';
import { nameIn } from '../names.js';
import type { Revision } from '../tables.js';

/** The two that every account has from the start. */
export const spotProvider = 'FARGATE_SPOT';
export const fargateProviders: readonly string[] = ['FARGATE', spotProvider];

/** Where tasks run: a launch type, or what a strategy says. */
export type Capacity = Pick<Revision, 'launchType' | 'capacityProviderStrategy'>;

/** Whether this is Fargate's capacity; else it is container instances. No strategy has both. */
export const isFargate = ({ launchType, capacityProviderStrategy }: Capacity): boolean =>
  capacityProviderStrategy
    ? capacityProviderStrategy.some(({ capacityProvider = '' }) => fargateProviders.includes(capacityProvider))
    : launchType === 'FARGATE';

/**
 * @returns their names
 * @throws AwsError `InvalidParameterException` for one that does not exist, or not any more
 */
export function checkProviders(context: Context, names: readonly string[]): string[] {
  const found = names.map((name) => nameIn(context, 'capacity-provider', name) ?? name);
  const isThere = (name: string) => {
    const row = capacityProviders(context).get(name);
    return fargateProviders.includes(name) || (row !== undefined && isUsable(row));
  };
  const unknown = found.find((name) => !isThere(name));
  if (unknown !== undefined)
    throw invalidParameter(
      `The specified capacity provider '${unknown}' was not found. Specify a valid name or ARN and try again.`,
    );
  if (found.length > 20)
    throw invalidParameter('The maximum number of capacity providers per cluster has been exceeded.');
  return found;
}

/**
 * @param associated the cluster's capacity providers
 * @throws AwsError `InvalidParameterException`
 */
export function checkStrategy(
  strategy: readonly CapacityProviderStrategyItem[],
  associated: readonly string[],
): CapacityProviderStrategyItem[] {
  const names = strategy.map(({ capacityProvider }) => capacityProvider ?? '');
  if (names.some((name) => !associated.includes(name)))
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the ' +
        'cluster. Associate the capacity provider with the cluster and try again.',
    );
  const onFargate = names.filter((name) => fargateProviders.includes(name));
  if (onFargate.length > 0 && onFargate.length < names.length)
    throw invalidParameter(
      'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate ' +
        'providers. Specify one or the other and try again.',
    );
  if (strategy.length > 1 && strategy.every(({ weight = 0 }) => weight === 0))
    throw invalidParameter('The capacity provider strategy must contain a capacity provider with a weight above 0.');
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    throw invalidParameter('Only one capacity provider in a capacity provider strategy can have a base above 0.');
  return strategy.map((item) => ({ weight: 0, base: 0, ...item }));
}

/**
 * Which provider the next task runs on: the one whose base is not filled, then that which has the fewest for its weight.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 * @param there the providers of the tasks that there are: of one deployment, or of one RunTask
 */
export function providerFor(
  strategy: readonly CapacityProviderStrategyItem[],
  there: readonly (string | undefined)[],
): string {
  const shares = strategy.map(({ capacityProvider: name = '', base = 0, weight = 0 }) => {
    const count = there.filter((it) => it === name).length;
    return { name, isBelowBase: count < base, weight, filled: (Math.max(0, count - base) + 1) / weight };
  });
  const [next] = shares.filter(({ weight }) => weight > 0).toSorted((a, b) => a.filled - b.filled);
  return (shares.find(({ isBelowBase }) => isBelowBase) ?? next ?? shares[0])?.name ?? '';
}
