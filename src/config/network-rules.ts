import { isWithinRange, overlaps } from './cidr.js';
import { balancerSideOf, hasPrivateSubnets, hasPublicSubnets, isPrivateImage, placementOf } from './placement.js';
import type { Finding } from './rules.js';
import type { Shape } from './schema.js';
import type { Path, Sound } from './sound.js';

/** The rules between the network, what is in it, and what can be reached from it. */

type Checked = Sound<Shape>;

const servicesOf = ({ services }: Checked) =>
  Object.entries(services ?? {}).flatMap(([name, service]) => (service ? [{ name, service, at: ['services', name] }] : []));

/** A service asks for subnets that the network does not have. */
export function subnetsThatThereAre(config: Checked): Finding[] {
  const { existing } = config.network ?? {};
  return servicesOf(config).flatMap(({ service, at }): Finding[] => {
    const where = placementOf(config, service);
    const there = existing
      ? (existing[where] ?? []).length > 0
      : where === 'public' || hasPrivateSubnets(config);
    if (there) return [];
    return [
      {
        at: [[...at, 'subnets']],
        message: `there are no ${where} subnets`,
        hint: existing
          ? `name some in network.existing.${where}`
          : 'set network.egress to nat, nat-per-zone or endpoints, or leave `subnets` out',
        restsOn: [['network', 'egress'], ['network', 'existing']],
      },
    ];
  });
}

/**
 * From a subnet without a way to the internet, only ECR's private registry can be reached, through its endpoints.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function imagesWithinReach(config: Checked): Finding[] {
  if (config.network?.egress !== 'endpoints') return [];
  return servicesOf(config).flatMap(({ name, service, at }): Finding[] => {
    if (placementOf(config, service) === 'public' || service.image === undefined || isPrivateImage(service)) return [];
    return [
      {
        at: [[...at, 'image']],
        message: `the tasks of ${name} cannot reach ${service.image}: their subnets have no way to the internet`,
        hint:
          'copy the image into ECR and write `repository: NAME` instead, or let tasks out: ' +
          'network.egress nat, or `subnets: public` for this service',
        restsOn: [['network', 'egress'], [...at, 'subnets']],
      },
    ];
  });
}

/** On EC2, a task's own interface never gets a public address. Source: the API reference of AwsVpcConfiguration. */
export function instancesNeedAWayOut(config: Checked): Finding[] {
  if (config.cluster?.capacity !== 'ec2') return [];
  const outside = servicesOf(config).filter(({ service }) => placementOf(config, service) === 'public');
  const [first] = outside;
  if (!first) return [];
  return [
    {
      at: [[...first.at, 'subnets'], ['cluster', 'capacity']],
      message: 'tasks on EC2 instances get no public address, so they cannot run in public subnets',
      hint: 'set network.egress to nat, nat-per-zone or endpoints, or cluster.capacity to fargate',
      restsOn: [['network', 'egress'], ['network', 'existing']],
    },
  ];
}

/** An Application Load Balancer stands in at least two zones. */
export function balancerHasSubnets(config: Checked): Finding[] {
  const { existing } = config.network ?? {};
  const where = balancerSideOf(config);
  if (!existing || !where) return [];
  const count = existing[where]?.length ?? 0;
  if (count >= 2) return [];
  return [
    {
      at: [['network', 'existing', where], ['network', 'existing']],
      message: `a load balancer needs ${where} subnets in at least two zones, not ${count}`,
      hint: `name two in network.existing.${where}, or choose another ingress`,
      restsOn: [['ingress', 'type'], ['ingress', 'via']],
    },
  ];
}

/** What is made in a VPC of one's own only. */
export function existingIsLeftAsItIs({ network }: Checked): Finding[] {
  if (!network?.existing) return [];
  const at: Path = ['network', 'existing'];
  const hint = 'leave out one of the two';
  const told = [
    ...(network.subnets ? [{ what: 'network.subnets', message: 'the subnets of an existing VPC have their addresses' }] : []),
    ...((network.endpoints ?? []).length > 0 ? [{ what: 'network.endpoints', message: 'an existing VPC gets no endpoints' }] : []),
  ];
  return told.map(({ what, message }) => ({ at: [what.split('.')], message, hint, other: at }));
}

/** Ranges for as many zones as there are, inside of the VPC, and apart from each other. */
export function subnetRanges(config: Checked): Finding[] {
  const { cidr, zones, subnets, existing } = config.network ?? {};
  if (!subnets || existing || cidr === undefined || zones === undefined) return [];
  const kinds = (['public', 'private'] as const).filter((kind) => subnets[kind] !== undefined);
  const all = kinds.flatMap((kind) =>
    (subnets[kind] ?? []).flatMap((range, i) => (range === undefined ? [] : [{ range, at: ['network', 'subnets', kind, i] }])),
  );
  const counts = kinds
    .map((kind) => ({ kind, count: subnets[kind]?.length ?? 0 }))
    .filter(({ count }) => count !== zones)
    .map(({ kind, count }): Finding => ({
      at: [['network', 'subnets', kind]],
      message: `${count} ${count === 1 ? 'range' : 'ranges'} for ${zones} zones`,
      hint: count < 2 ? 'one for each zone' : `one for each zone, or zones: ${count}`,
      restsOn: [['network', 'zones']],
    }));
  const outside = all
    .filter(({ range }) => !isWithinRange(range, cidr))
    .map(({ range, at }): Finding => ({ at: [at], message: `${range} is not in the VPC, which has ${cidr}`, other: ['network', 'cidr'] }));
  const shared = all.flatMap(({ range, at }, i): Finding[] => {
    const other = all.slice(0, i).find((earlier) => overlaps(earlier.range, range));
    return other ? [{ at: [at], message: `${range} and ${other.range} overlap`, other: other.at }] : [];
  });
  return [...counts, ...outside, ...shared];
}

export function rangesWithoutSubnets(config: Checked): Finding[] {
  const { subnets } = config.network ?? {};
  const there = { public: hasPublicSubnets(config), private: hasPrivateSubnets(config) };
  return (['public', 'private'] as const)
    .filter((kind) => subnets?.[kind] !== undefined && !there[kind])
    .map((kind) => ({
      at: [['network', 'subnets', kind]],
      message: `nothing in this stack makes ${kind} subnets`,
      hint: 'remove the ranges, or see network.egress',
      restsOn: [['network', 'egress'], ['ingress', 'type']],
    }));
}

/** Whoever joins the two networks later could not tell their addresses apart. */
export function networksApart({ network, consumer }: Checked): Finding[] {
  if (!consumer?.cidr || !network?.cidr || network.existing || !overlaps(consumer.cidr, network.cidr)) return [];
  return [
    {
      at: [['consumer', 'cidr'], ['network', 'cidr'], ['consumer']],
      message: `the consumer's network ${consumer.cidr} and the stack's ${network.cidr} overlap`,
      hint: 'choose another range for one of them, as in "10.1.0.0/16"',
    },
  ];
}
