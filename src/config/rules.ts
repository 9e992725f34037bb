import {
  reservedBalancerName,
  wrongCors,
  wrongIngressRoutes,
  longBalancerNames,
  balancerWithoutRules,
  rulesWithoutBalancer,
} from './balancer-rules.js';
import { changesToExistingCluster } from './cluster-rules.js';
import { diskOnInstances, shareOnInstances, stuckRollouts, wrongShares } from './capacity-rules.js';
import {
  dependenciesInACircle,
  dependencyOnNoEnd,
  dependencyOnNoHealth,
  unknownDependencies,
} from './container-dependency-rules.js';
import {
  containerNamedAsTask,
  hardLimitBelowSoft,
  reservationBeyondLimit,
  timeoutBeyondInterval,
  tooManyContainers,
  tooMuchForTheTask,
} from './container-rules.js';
import {
  certificateElsewhere,
  certificateWithoutZone,
  domainWithoutIngress,
  longCertificateName,
  namesOutsideZone,
  namesTwice,
} from './domain-rules.js';
import type { Finding, Rule } from './finding.js';
import { repeatedEntries } from './list-rules.js';
import {
  addressesBehindAnApi,
  defaultAmongOthers,
  defaultRules,
  rulesThatNeverFit,
  ruleWithoutCondition,
  samePriorities,
  tooManyConditionValues,
} from './listener-rules.js';
import { imageOfService, oneSourceOfImage, wrongLogins } from './image-rules.js';
import { beforeNoService, jobThatNeverEnds, startedOtherwise } from './job-rules.js';
import { routersAndRouted, wrongLogOptions, wrongRouters } from './log-rules.js';
import {
  jobNamedAsService,
  repeatedDiscoveryNames,
  repeatedLogGroups,
  repeatedRepositories,
  repeatedTargetGroups,
} from './name-rules.js';
import {
  tooFewBalancerSubnets,
  changesToExistingVpc,
  unreachableImages,
  instancesInPublicSubnets,
  overlappingNetworks,
  unusedSubnetRanges,
  wrongSubnetRanges,
  missingSubnets,
} from './network-rules.js';
import {
  portsNamedAsServices,
  portsOfNoContainer,
  portsTakenTwice,
  rulesToDatagrams,
  tooManyTargetGroups,
  wrongDiscoveryPorts,
} from './port-rules.js';
import { duplicateRoutes, apiWithoutRoutes, routesWithoutDiscovery, routesWithoutIngress } from './route-rules.js';
import { permissionsOfOthers, rolesOfOneName, rolesOfTwoAccounts } from './role-rules.js';
import { groupsOfNoNetwork, tooManyGroups } from './security-group-rules.js';
import type { Shape } from './shape.js';
import { unknownCallers, longDomainNames, trafficToNoPort } from './service-rules.js';
import {
  countOutOfBounds,
  minimumAboveMaximum,
  namedAsSchedules,
  repeatedSchedules,
  requestsOfNoBalancer,
  scalingByNothing,
  scalingFromNothing,
  scheduleOfNothing,
} from './scaling-rules.js';
import {
  certificateOfExistingListener,
  changesToExistingBalancer,
  existingBalancerElsewhere,
  existingBalancerWithoutNetwork,
  listenerOfNoBalancer,
  sharedWithoutBalancer,
  takersOfAll,
} from './shared-balancer-rules.js';
import { tooLargeTaskDefinitions, tooLongPermissions, tooManySecrets } from './size-rules.js';
import {
  codesOutOfBounds,
  grpcPathOfNoMethod,
  slowStartOfOthers,
  targetTimeoutNotWithinInterval,
  versionWithoutTls,
} from './target-rules.js';
import { tooLargeTasks, wrongArchitecture, wrongFargateSizes } from './task-rules.js';
import {
  mountedTwice,
  provisionedForATask,
  rightsOnFargate,
  unknownSourcesOfVolumes,
  unknownVolumes,
  volumesInACircle,
  volumesOfInstances,
  volumesOfTwoKinds,
  wrongFileSystems,
} from './volume-rules.js';
import { sharesOfNobody, sharesOfNothing, sharesOfPorts, sharesOfTheRest, sharesOfTwo } from './weight-rules.js';
import type { Path } from './member-path.js';
import { validPart, type Issue, type ValidPart } from './valid-part.js';
import { maxTags } from './tags.js';

const rules: readonly Rule[] = [
  noService,
  apiWithoutRoutes,
  routesWithoutIngress,
  routesWithoutDiscovery,
  duplicateRoutes,
  discoveryWithoutNamespace,
  wrongFargateSizes,
  timeoutBeyondInterval,
  containerNamedAsTask,
  tooManyContainers,
  portsTakenTwice,
  portsOfNoContainer,
  portsNamedAsServices,
  rulesToDatagrams,
  tooManyTargetGroups,
  wrongDiscoveryPorts,
  unknownDependencies,
  dependenciesInACircle,
  wrongLogOptions,
  routersAndRouted,
  wrongRouters,
  dependencyOnNoHealth,
  dependencyOnNoEnd,
  hardLimitBelowSoft,
  reservationBeyondLimit,
  tooMuchForTheTask,
  tooLargeTaskDefinitions,
  tooManySecrets,
  tooLongPermissions,
  permissionsOfOthers,
  rolesOfTwoAccounts,
  rolesOfOneName,
  groupsOfNoNetwork,
  tooManyGroups,
  tooManyTags,
  tagKeysThatDifferInCase,
  longDomainNames,
  oneSourceOfImage,
  wrongLogins,
  imageOfService,
  trafficToNoPort,
  missingSubnets,
  unreachableImages,
  instancesInPublicSubnets,
  tooFewBalancerSubnets,
  changesToExistingVpc,
  wrongSubnetRanges,
  unusedSubnetRanges,
  overlappingNetworks,
  balancerWithoutRules,
  rulesWithoutBalancer,
  ruleWithoutCondition,
  defaultAmongOthers,
  defaultRules,
  samePriorities,
  tooManyConditionValues,
  rulesThatNeverFit,
  addressesBehindAnApi,
  sharesOfPorts,
  sharesOfTwo,
  sharesOfNobody,
  sharesOfNothing,
  sharesOfTheRest,
  longBalancerNames,
  reservedBalancerName,
  targetTimeoutNotWithinInterval,
  versionWithoutTls,
  grpcPathOfNoMethod,
  codesOutOfBounds,
  slowStartOfOthers,
  wrongIngressRoutes,
  wrongCors,
  domainWithoutIngress,
  certificateWithoutZone,
  namesOutsideZone,
  namesTwice,
  longCertificateName,
  certificateElsewhere,
  minAboveMax,
  changesToExistingCluster,
  changesToExistingBalancer,
  listenerOfNoBalancer,
  sharedWithoutBalancer,
  existingBalancerElsewhere,
  existingBalancerWithoutNetwork,
  certificateOfExistingListener,
  takersOfAll,
  startedOtherwise,
  beforeNoService,
  jobThatNeverEnds,
  shareOnInstances,
  wrongShares,
  stuckRollouts,
  diskOnInstances,
  unknownVolumes,
  volumesOfTwoKinds,
  volumesOfInstances,
  wrongFileSystems,
  provisionedForATask,
  mountedTwice,
  unknownSourcesOfVolumes,
  volumesInACircle,
  rightsOnFargate,
  jobNamedAsService,
  repeatedDiscoveryNames,
  repeatedRepositories,
  repeatedLogGroups,
  repeatedTargetGroups,
  unknownCallers,
  wrongArchitecture,
  tooLargeTasks,
  repeatedEntries,
  minimumAboveMaximum,
  countOutOfBounds,
  scalingByNothing,
  scalingFromNothing,
  requestsOfNoBalancer,
  scheduleOfNothing,
  repeatedSchedules,
  namedAsSchedules,
];

/**
 * Applies all rules between members.
 * @param issues what is wrong with single members. Findings that only follow from one of these are left out.
 */
export function findings(config: Shape, issues: readonly Issue[]): Finding[] {
  const { value, isFaulty } = validPart(config, issues);
  return rules.flatMap((rule) => rule(value)).filter(({ at, restsOn = at }) => !restsOn.some(isFaulty));
}

function noService({ services, jobs }: ValidPart<Shape>): Finding[] {
  if (!services || !jobs || Object.keys({ ...services, ...jobs }).length > 0) return [];
  const hint = 'a stack runs at least one, as in `services: {web: {image: nginx, port: 80}}`, or has a job';
  return [{ at: [['services'], []], message: 'there is no service', hint, restsOn: [['services'], ['jobs']] }];
}

function discoveryWithoutNamespace({ services, namespace }: ValidPart<Shape>): Finding[] {
  const [first] = Object.entries(services ?? {}).filter(([, service]) => service?.discovery);
  if (namespace !== undefined || !first) return [];
  return [
    {
      at: [['services', first[0], 'discovery']],
      message: '"discovery" needs a namespace to register tasks in',
      hint: 'add a private DNS name at the top of the file, as in `namespace: internal`',
      restsOn: [['namespace']],
    },
  ];
}

function tooManyTags({ tags }: ValidPart<Shape>): Finding[] {
  const count = Object.keys(tags ?? {}).length;
  if (count <= maxTags) return [];
  const hint = 'AWS allows 50 on a resource; the others are kept for the tags of AWS and of provision';
  return [{ at: [['tags']], message: `${count} tags: at most ${maxTags}`, hint, restsOn: [] }];
}

function minAboveMax({ cluster }: ValidPart<Shape>): Finding[] {
  const { min, max } = cluster?.instances ?? {};
  if (min === undefined || max === undefined || min <= max) return [];
  const at: Path = ['cluster', 'instances'];
  return [
    {
      at: [
        [...at, 'min'],
        [...at, 'max'],
      ],
      message: `at least ${min} instances and at most ${max}`,
      hint: 'the least cannot be more than the most',
    },
  ];
}

/** To IAM, `Team` and `team` are the same key. */
function tagKeysThatDifferInCase({ tags }: ValidPart<Shape>): Finding[] {
  const keys = Object.keys(tags ?? {});
  return keys.flatMap((key, i): Finding[] => {
    const other = keys.slice(0, i).find((earlier) => earlier.toLowerCase() === key.toLowerCase());
    if (other === undefined) return [];
    const both = `${JSON.stringify(other)} and ${JSON.stringify(key)}`;
    return [
      {
        at: [['tags', key]],
        message: `the tag keys ${both} differ only in case, which IAM does not tell apart`,
        other: ['tags', other],
        restsOn: [],
      },
    ];
  });
}
