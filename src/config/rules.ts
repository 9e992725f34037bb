import {
  balancerNameOfElb,
  corsNeedsApi,
  ingressRoutes,
  longBalancerNames,
  rulePriorities,
  rulesLeadSomewhere,
  rulesWithoutBalancer,
  targetTimeouts,
} from './balancer-rules.js';
import { listedTwice } from './list-rules.js';
import { sameDiscoveryName, sameLogGroup, sameRepository, sameTargetGroup } from './name-rules.js';
import {
  balancerHasSubnets,
  existingIsLeftAsItIs,
  imagesWithinReach,
  instancesNeedAWayOut,
  networksApart,
  rangesWithoutSubnets,
  subnetRanges,
  subnetsThatThereAre,
} from './network-rules.js';
import { duplicateRoutes, routesLeadSomewhere, routesWithoutDiscovery, routesWithoutIngress } from './route-rules.js';
import type { Shape } from './schema.js';
import { callersThatThereAre, fargateSizes, longDomainNames, oneImage, sameArchitecture, tasksThatFit, timeoutWithinInterval } from './service-rules.js';
import { sound, type Issue, type Path, type Sound } from './sound.js';
import { maxTags } from './tags.js';

/** Something that members say together and that cannot be. */
export interface Finding {
  /** The members concerned. It is shown at the first of them that the file has. */
  readonly at: readonly [Path, ...Path[]];
  readonly message: string;
  readonly hint?: string;
  /** Where the other half of a conflict is. */
  readonly other?: Path;
  /** The members it follows from, if not just `at`: it is not said where one of these is wrong by itself. */
  readonly restsOn?: readonly Path[];
}
/** A rule between members, over what is sound of a config: whatever is wrong by itself is `undefined`. */
export type Rule = (config: Sound<Shape>) => Finding[];

const rules: readonly Rule[] = [
  atLeastOneService,
  routesLeadSomewhere,
  routesWithoutIngress,
  routesWithoutDiscovery,
  duplicateRoutes,
  discoveryWithoutNamespace,
  fargateSizes,
  timeoutWithinInterval,
  tooManyTags,
  tagsThatDifferInCase,
  longDomainNames,
  oneImage,
  subnetsThatThereAre,
  imagesWithinReach,
  instancesNeedAWayOut,
  balancerHasSubnets,
  existingIsLeftAsItIs,
  subnetRanges,
  rangesWithoutSubnets,
  networksApart,
  rulesLeadSomewhere,
  rulesWithoutBalancer,
  rulePriorities,
  longBalancerNames,
  balancerNameOfElb,
  targetTimeouts,
  ingressRoutes,
  corsNeedsApi,
  instancesInOrder,
  sameDiscoveryName,
  sameRepository,
  sameLogGroup,
  sameTargetGroup,
  callersThatThereAre,
  sameArchitecture,
  tasksThatFit,
  listedTwice,
];

/**
 * What is wrong between members.
 * @param issues what is wrong with single members: nothing is found that only follows from one of them
 */
export function findings(config: Shape, issues: readonly Issue[]): Finding[] {
  const { value, isFaulty } = sound(config, issues);
  return rules
    .flatMap((rule) => rule(value))
    .filter(({ at, restsOn = at }) => !restsOn.some(isFaulty));
}

function atLeastOneService({ services }: Sound<Shape>): Finding[] {
  if (!services || Object.keys(services).length > 0) return [];
  const hint = 'a stack runs at least one, as in `web: {image: nginx, port: 80}`';
  return [{ at: [['services']], message: 'there is no service', hint }];
}

function discoveryWithoutNamespace({ services, namespace }: Sound<Shape>): Finding[] {
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

function tooManyTags({ tags }: Sound<Shape>): Finding[] {
  const count = Object.keys(tags ?? {}).length;
  if (count <= maxTags) return [];
  const hint = 'AWS allows 50 on a resource, and the rest is for its own and ours';
  return [{ at: [['tags']], message: `${count} tags: at most ${maxTags}`, hint, restsOn: [] }];
}

function instancesInOrder({ cluster }: Sound<Shape>): Finding[] {
  const { min, max } = cluster?.instances ?? {};
  if (min === undefined || max === undefined || min <= max) return [];
  const at: Path = ['cluster', 'instances'];
  return [{ at: [[...at, 'min'], [...at, 'max']], message: `at least ${min} instances and at most ${max}`, hint: 'the least cannot be more than the most' }];
}

/** To IAM, `Team` and `team` are the same key. */
function tagsThatDifferInCase({ tags }: Sound<Shape>): Finding[] {
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
