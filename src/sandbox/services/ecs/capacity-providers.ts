import {
  DescribeCapacityProvidersCommand,
  PutClusterCapacityProvidersCommand,
  type CapacityProviderStrategyItem,
} from '@aws-sdk/client-ecs';
import { on } from '../../service.js';
import { invalidParameter, pageOf, present } from './input.js';
import { activeCluster, arn } from './names.js';

/** The two that every account has from the start. The sandbox has no others yet. */
const builtIn = ['FARGATE', 'FARGATE_SPOT'] as const;

export const capacityProviderOperations = [
  on(DescribeCapacityProvidersCommand, (input, context) => {
    const names = input.capacityProviders?.map((name) => name.split('/').at(-1) ?? name);
    const wanted = builtIn.filter((name) => names?.includes(name) ?? true);
    const { items, more } = pageOf(wanted, (name) => name, input);
    const missing = names?.filter((name) => !wanted.some((found) => found === name)) ?? [];
    return {
      capacityProviders: items.map((name) => ({
        capacityProviderArn: arn(context, `capacity-provider/${name}`),
        name,
        status: 'ACTIVE',
        type: name,
        tags: [],
      })),
      failures: missing.map((name) => ({ arn: arn(context, `capacity-provider/${name}`), reason: 'MISSING' })),
      ...more,
    };
  }),

  /**
   * Replaces both lists.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
   */
  on(PutClusterCapacityProvidersCommand, (input, context) => {
    const { cluster, tags } = activeCluster(context, present(input.cluster, 'Cluster'));
    const providers = checkProviders(present(input.capacityProviders, 'Capacity providers'));
    const strategy = present(input.defaultCapacityProviderStrategy, 'Default capacity provider strategy');
    cluster.defaultCapacityProviderStrategy = checkStrategy(strategy, providers);
    cluster.capacityProviders = providers;
    return { cluster: { ...cluster, tags } };
  }),
];

/** @throws AwsError `InvalidParameterException` for one that does not exist */
export function checkProviders(names: readonly string[]): string[] {
  const unknown = names.find((name) => !builtIn.some((known) => known === name));
  if (unknown !== undefined)
    throw invalidParameter(
      `The specified capacity provider '${unknown}' was not found. Specify a valid name or ARN and try again.`,
    );
  return [...names];
}

/**
 * @param associated the cluster's capacity providers
 * @throws AwsError `InvalidParameterException`
 */
export function checkStrategy(
  strategy: readonly CapacityProviderStrategyItem[],
  associated: readonly string[],
): CapacityProviderStrategyItem[] {
  if (strategy.some(({ capacityProvider }) => !associated.includes(capacityProvider ?? '')))
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the ' +
        'cluster. Associate the capacity provider with the cluster and try again.',
    );
  if (strategy.length > 1 && strategy.every(({ weight = 0 }) => weight === 0))
    throw invalidParameter('The capacity provider strategy must contain a capacity provider with a weight above 0.');
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    throw invalidParameter('Only one capacity provider in a capacity provider strategy can have a base above 0.');
  return strategy.map((item) => ({ weight: 0, base: 0, ...item }));
}

/** Which provider the next task runs on: the base first, then in proportion to the weights. */
export function providerFor(strategy: readonly CapacityProviderStrategyItem[], turn: number): string {
  const based = strategy.find(({ base = 0 }) => turn < base);
  const shares = strategy.flatMap(({ capacityProvider: name = '', weight = 0 }) => Array<string>(weight).fill(name));
  return based?.capacityProvider ?? shares[turn % Math.max(1, shares.length)] ?? strategy[0]?.capacityProvider ?? '';
}
