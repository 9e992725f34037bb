import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { by } from '../../src/list-rules.js';
import { idSet, type IdSet } from '../common/id-set.js';

/** Where tasks run, whether a service keeps them or they are run once: on what capacity, and in which subnets. */
export interface TaskPlace {
  /** Null if there is a capacity provider strategy, because ECS accepts only one of the two. */
  readonly launchType: 'FARGATE' | null;
  readonly capacityProviderStrategy: {
    readonly capacityProvider: string;
    readonly base: number;
    readonly weight: number;
  }[];
  /** How tasks are placed on instances; empty on Fargate. */
  readonly placementStrategy: { readonly type: 'spread' | 'binpack'; readonly field: string }[];
  readonly networkConfiguration: {
    readonly subnets: IdSet;
    readonly securityGroups: IdSet;
    readonly assignPublicIp: 'ENABLED' | 'DISABLED';
  };
}

/** How the entries of its lists are told apart. ECS goes by the first placement strategy first. */
export const listsOfPlace = {
  capacityProviderStrategy: by('capacityProvider'),
  placementStrategy: 'ordered',
} as const;

/** The outputs of the steps that say it. */
export interface GivenPlace {
  readonly subnets: readonly { readonly subnetId: string }[];
  readonly group: { readonly groupId: string };
  /** Of somebody else, beside that. */
  readonly otherGroups?: readonly { readonly groupId: string }[] | undefined;
  readonly provider?: { readonly capacityProviderName: string } | undefined;
}

/** The tasks that come first on one of Fargate's two, and its weight among the others. */
interface Share {
  readonly base: number;
  readonly weight: number;
}
export interface Shares {
  readonly fargate?: Share | undefined;
  readonly spot?: Share | undefined;
}

/**
 * @param isPublic whether each task has a public address: ECS gives none to tasks on instances
 * @param shares how tasks are shared out between Fargate and Fargate Spot, where no launch type says it
 */
export const wantedPlace = (
  { subnets, group, otherGroups = [], provider }: GivenPlace,
  isPublic: boolean,
  shares?: Shares,
): TaskPlace => ({
  ...runningOn(provider?.capacityProviderName, shares),
  networkConfiguration: {
    subnets: idSet(subnets.map(({ subnetId }) => subnetId)),
    securityGroups: idSet([group, ...otherGroups].map(({ groupId }) => groupId)),
    assignPublicIp: isPublic ? 'ENABLED' : 'DISABLED',
  },
});

/** On instances: spread over the zones, and in each zone on as few instances as possible, so that the others can go. */
function runningOn(provider: string | undefined, shares: Shares | undefined): Omit<TaskPlace, 'networkConfiguration'> {
  if (provider === undefined)
    return shares
      ? { launchType: null, capacityProviderStrategy: fargateStrategy(shares), placementStrategy: [] }
      : { launchType: 'FARGATE', capacityProviderStrategy: [], placementStrategy: [] };
  return {
    launchType: null,
    capacityProviderStrategy: [{ capacityProvider: provider, base: 0, weight: 1 }],
    placementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'cpu' },
    ],
  };
}

const fargateStrategy = ({ fargate, spot }: Shares): TaskPlace['capacityProviderStrategy'] => [
  ...(fargate ? [{ capacityProvider: 'FARGATE', ...fargate }] : []),
  ...(spot ? [{ capacityProvider: 'FARGATE_SPOT', ...spot }] : []),
];

/** A part of a strategy as AWS shows it, with the defaults that AWS leaves out. */
export const wholeShare = ({
  capacityProvider = '',
  base = 0,
  weight = 0,
}: CapacityProviderStrategyItem): TaskPlace['capacityProviderStrategy'][number] => ({ capacityProvider, base, weight });

/** The members of CreateService's and RunTask's input, without those that the kind of capacity does not allow. */
export const placeMembers = ({
  launchType,
  capacityProviderStrategy,
  placementStrategy,
  networkConfiguration,
}: TaskPlace) => ({
  ...(launchType ? { launchType } : { capacityProviderStrategy }),
  ...(placementStrategy.length > 0 && { placementStrategy }),
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: Object.keys(networkConfiguration.subnets),
      securityGroups: Object.keys(networkConfiguration.securityGroups),
      assignPublicIp: networkConfiguration.assignPublicIp,
    },
  },
});
