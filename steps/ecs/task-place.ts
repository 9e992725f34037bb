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
  readonly provider?: { readonly capacityProviderName: string } | undefined;
}

/** @param isPublic whether each task has a public address: ECS gives none to tasks on instances */
export const wantedPlace = ({ subnets, group, provider }: GivenPlace, isPublic: boolean): TaskPlace => ({
  ...runningOn(provider?.capacityProviderName),
  networkConfiguration: {
    subnets: idSet(subnets.map(({ subnetId }) => subnetId)),
    securityGroups: idSet([group.groupId]),
    assignPublicIp: isPublic ? 'ENABLED' : 'DISABLED',
  },
});

/** On instances: spread over the zones, and in each zone on as few instances as possible, so that the others can go. */
const runningOn = (capacityProvider: string | undefined): Omit<TaskPlace, 'networkConfiguration'> =>
  capacityProvider === undefined
    ? { launchType: 'FARGATE', capacityProviderStrategy: [], placementStrategy: [] }
    : {
        launchType: null,
        capacityProviderStrategy: [{ capacityProvider, base: 0, weight: 1 }],
        placementStrategy: [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'binpack', field: 'cpu' },
        ],
      };

/** The members of CreateService's and RunTask's input, without those that the kind of capacity does not allow. */
export const placeMembers = ({
  launchType,
  capacityProviderStrategy,
  placementStrategy,
  networkConfiguration,
}: TaskPlace) => ({
  ...(launchType ? { launchType } : { capacityProviderStrategy, placementStrategy }),
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: Object.keys(networkConfiguration.subnets),
      securityGroups: Object.keys(networkConfiguration.securityGroups),
      assignPublicIp: networkConfiguration.assignPublicIp,
    },
  },
});
