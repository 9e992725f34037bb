import { subnetCidrOf } from '../address-range.js';
import { isWithinRange, overlaps } from './cidr.js';
import { containersOf } from './containers.js';
import {
  balancerSideOf,
  hasPrivateSubnets,
  hasPublicSubnets,
  isPrivateImage,
  membersOfBalancer,
  placementOf,
  membersOfSubnets,
} from './placement.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';

/** The rules between the network, the resources in it, and what these can reach. */

type Checked = ValidPart<Shape>;

/** Services and jobs whose `subnets` the network does not have. */
export function missingSubnets(config: Checked): Finding[] {
  const { existing } = config.network ?? {};
  return tasksOf(config).flatMap(({ task, at }): Finding[] => {
    const where = placementOf(config, task);
    const there = existing ? (existing[where] ?? []).length > 0 : where === 'public' || hasPrivateSubnets(config);
    if (there) return [];
    return [
      {
        at: [[...at, 'subnets']],
        message: `there are no ${where} subnets`,
        hint: existing
          ? `name some in network.existing.${where}`
          : 'set network.egress to nat, nat-per-zone or endpoints, or leave `subnets` out',
        restsOn: [
          ['network', 'egress'],
          ['network', 'existing'],
        ],
      },
    ];
  });
}

/**
 * Images that tasks cannot pull: a subnet without a route to the internet reaches only ECR's private registry, through
 * VPC endpoints.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function unreachableImages(config: Checked): Finding[] {
  if (config.network?.egress !== 'endpoints') return [];
  return tasksOf(config).flatMap((task): Finding[] => {
    const { name, kind, at } = task;
    if (placementOf(config, task.task) === 'public') return [];
    return containersOf(task).flatMap(({ at: container, container: { image: own } }): Finding[] => {
      const isOwn = container.length === at.length;
      const imageOf = isOwn && kind === 'jobs' ? config.jobs?.[name]?.imageOf : undefined;
      const image = imageOf === undefined ? own : config.services?.[imageOf]?.image;
      if (image === undefined || isPrivateImage({ image })) return [];
      return [
        {
          at: [[...container, imageOf === undefined ? 'image' : 'imageOf']],
          message: `the tasks of ${name} cannot reach ${image}: their subnets have no way to the internet`,
          hint:
            `copy the image into ECR and write ${isOwn ? '`repository: NAME`' : 'its name there'} instead, or let tasks out: ` +
            `network.egress nat, or \`subnets: public\` for this ${kind === 'jobs' ? 'job' : 'service'}`,
          restsOn: [
            ['network', 'egress'],
            [...at, 'subnets'],
          ],
        },
      ];
    });
  });
}

/**
 * On EC2 instances, the network interface of a task never gets a public address.
 * Source: the API reference of AwsVpcConfiguration
 */
export function instancesInPublicSubnets(config: Checked): Finding[] {
  if (config.cluster?.capacity !== 'ec2') return [];
  const outside = tasksOf(config).filter(({ task }) => placementOf(config, task) === 'public');
  const [first] = outside;
  if (!first) return [];
  return [
    {
      at: [
        [...first.at, 'subnets'],
        ['cluster', 'capacity'],
      ],
      message: 'tasks on EC2 instances get no public address, so they cannot run in public subnets',
      hint: 'set network.egress to nat, nat-per-zone or endpoints, or cluster.capacity to fargate',
      restsOn: [
        ['network', 'egress'],
        ['network', 'existing'],
      ],
    },
  ];
}

/** An Application Load Balancer needs subnets in at least two zones. */
export function tooFewBalancerSubnets(config: Checked): Finding[] {
  const { existing, zones } = config.network ?? {};
  const where = balancerSideOf(config);
  if (!where) return [];
  if (!existing)
    return zones === 1
      ? [
          {
            at: [['network', 'zones']],
            message: 'a load balancer needs subnets in at least two zones, not 1',
            hint: 'write `zones: 2`, or choose another ingress',
            restsOn: [['network', 'zones'], ...membersOfBalancer],
          },
        ]
      : [];
  const count = existing[where]?.length ?? 0;
  if (count >= 2) return [];
  return [
    {
      at: [
        ['network', 'existing', where],
        ['network', 'existing'],
      ],
      message: `a load balancer needs ${where} subnets in at least two zones, not ${count}`,
      hint: `name two in network.existing.${where}, or choose another ingress`,
      restsOn: membersOfBalancer,
    },
  ];
}

/** Members that would change an existing VPC: it is used as it is. */
export function changesToExistingVpc({ network }: Checked): Finding[] {
  if (!network?.existing) return [];
  const at: Path = ['network', 'existing'];
  const hint = 'leave out one of the two';
  const findings = [
    ...(network.subnets
      ? [{ what: 'network.subnets', message: 'the subnets of an existing VPC have their ranges already' }]
      : []),
    ...((network.endpoints ?? []).length > 0
      ? [{ what: 'network.endpoints', message: 'an existing VPC gets no endpoints' }]
      : []),
  ];
  return findings.map(({ what, message }) => ({ at: [what.split('.')], message, hint, other: at }));
}

/** Subnet ranges must be one for each zone, inside the VPC's range, and must not overlap. */
export function wrongSubnetRanges(config: Checked): Finding[] {
  const { cidr, zones, subnets, existing } = config.network ?? {};
  if (!subnets || existing || cidr === undefined || zones === undefined) return [];
  const kinds = (['public', 'private'] as const).filter((kind) => subnets[kind] !== undefined);
  const all = kinds.flatMap((kind) =>
    (subnets[kind] ?? []).flatMap((range, i) =>
      range === undefined ? [] : [{ kind, range, at: ['network', 'subnets', kind, i] }],
    ),
  );
  const counts = kinds
    .map((kind) => ({ kind, count: subnets[kind]?.length ?? 0 }))
    .filter(({ count }) => count !== zones)
    .map(({ kind, count }): Finding => ({
      at: [['network', 'subnets', kind]],
      message: `${count} ${count === 1 ? 'range' : 'ranges'} for ${zones} zones`,
      hint: count < 1 ? 'one for each zone' : `one for each zone, or zones: ${count}`,
      restsOn: [['network', 'zones']],
    }));
  const outside = all
    .filter(({ range }) => !isWithinRange(range, cidr))
    .map(({ range, at }): Finding => ({
      at: [at],
      message: `${range} is not in the VPC, which has ${cidr}`,
      other: ['network', 'cidr'],
    }));
  const shared = all.flatMap(({ range, at }, i): Finding[] => {
    const other = all.slice(0, i).find((earlier) => overlaps(earlier.range, range));
    return other ? [{ at: [at], message: `${range} and ${other.range} overlap`, other: other.at }] : [];
  });
  const inDefaults = all.flatMap(({ range, at, kind }): Finding[] => {
    const other = tierIsThere(config, kind) && defaultRanges(config).find((it) => overlaps(it.range, range));
    if (!other) return [];
    const message = `${range} overlaps ${other.range}, which is that of a ${other.kind} subnet`;
    const hint = `choose another one, or give the ${other.kind} subnets ranges, too: network.subnets.${other.kind}`;
    return [{ at: [at], message, hint, restsOn: [at, ['network', 'cidr'], ['network', 'zones'], ...membersOfSubnets] }];
  });
  return [...counts, ...outside, ...shared, ...inDefaults];
}

/** The ranges of the subnets that none are given for. */
function defaultRanges(config: Checked) {
  const { cidr, zones, subnets } = config.network ?? {};
  if (cidr === undefined || zones === undefined) return [];
  return (['public', 'private'] as const)
    .filter((kind) => tierIsThere(config, kind) && subnets?.[kind] === undefined)
    .flatMap((kind) => Array.from({ length: zones }, (_, i) => ({ kind, range: subnetCidrOf(kind, cidr, i) })));
}

const tierIsThere = (config: Checked, kind: 'public' | 'private'): boolean =>
  kind === 'public' ? hasPublicSubnets(config) : hasPrivateSubnets(config);

export function unusedSubnetRanges(config: Checked): Finding[] {
  // The service that is missing may be what needs them.
  if (tasksOf(config).length === 0) return [];
  const { subnets } = config.network ?? {};
  return (['public', 'private'] as const)
    .filter((kind) => subnets?.[kind] !== undefined && !tierIsThere(config, kind))
    .map((kind) => ({
      at: [['network', 'subnets', kind]],
      message: `nothing in this stack makes ${kind} subnets`,
      hint: 'remove the ranges, or see network.egress',
      restsOn: membersOfSubnets,
    }));
}

/**
 * Two VPCs whose ranges overlap cannot be peered later.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function overlappingNetworks({ network, consumer }: Checked): Finding[] {
  if (!consumer?.cidr || !network?.cidr || network.existing || !overlaps(consumer.cidr, network.cidr)) return [];
  return [
    {
      at: [['consumer', 'cidr'], ['network', 'cidr'], ['consumer']],
      message: `the consumer's network ${consumer.cidr} and the stack's ${network.cidr} overlap`,
      hint: 'choose another range for one of them, as in "10.1.0.0/16"',
    },
  ];
}
