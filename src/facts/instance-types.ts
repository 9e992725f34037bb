import type { Architecture } from './instance-architecture.js';

/** What of an instance type decides what fits on it. */
export interface InstanceTypeFacts {
  readonly InstanceType: string;
  readonly architecture: Architecture;
  readonly vCpus: number;
  readonly MiB: number;
  /** How many network interfaces, the primary one among them. */
  readonly interfaces: number;
  /** IPv4 addresses of each interface. */
  readonly addresses: number;
  readonly burstable: boolean;
  /** Nitro for all but the oldest. */
  readonly hypervisor: 'nitro' | 'xen';
  /** Whether AWS still recommends the type: one of a previous generation can be launched, and is never suggested. */
  readonly isCurrent: boolean;
}

/** vCPUs, interfaces and addresses of the sizes that families of one kind have in common. */
const sizes = [
  ['large', 2, 3, 10],
  ['xlarge', 4, 4, 15],
  ['2xlarge', 8, 4, 15],
  ['4xlarge', 16, 8, 30],
] as const;
const withMedium = [['medium', 1, 2, 4], ...sizes] as const;

const modern = { hypervisor: 'nitro', isCurrent: true } as const;

/** Families, and GiB of memory for each vCPU. */
const steady = [
  ['c5', 'x86_64', 2, sizes],
  ['c6i', 'x86_64', 2, sizes],
  ['c6g', 'arm64', 2, withMedium],
  ['c7g', 'arm64', 2, withMedium],
  ['m5', 'x86_64', 4, sizes],
  ['m6i', 'x86_64', 4, sizes],
  ['m6g', 'arm64', 4, withMedium],
  ['m7g', 'arm64', 4, withMedium],
  ['r5', 'x86_64', 8, sizes],
  ['r6i', 'x86_64', 8, sizes],
  ['r6g', 'arm64', 8, withMedium],
] as const;

/** Burstable sizes: vCPUs, GiB, interfaces, addresses. */
const burstable = [
  ['nano', 2, 0.5, 2, 2],
  ['micro', 2, 1, 2, 2],
  ['small', 2, 2, 3, 4],
  ['medium', 2, 4, 3, 6],
  ['large', 2, 8, 3, 12],
  ['xlarge', 4, 16, 4, 15],
  ['2xlarge', 8, 32, 4, 15],
] as const;

/**
 * Types from before Nitro: vCPUs, GiB, interfaces, addresses. `m1.small` is what RunInstances launches unless told.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/pg.html (m1) and .../gp.html (t2)
 */
const xen = [
  ['t2.nano', 1, 0.5, 2, 2],
  ['t2.micro', 1, 1, 2, 2],
  ['t2.small', 1, 2, 3, 4],
  ['t2.medium', 2, 4, 3, 6],
  ['t2.large', 2, 8, 3, 12],
  ['t2.xlarge', 4, 16, 3, 15],
  ['t2.2xlarge', 8, 32, 3, 15],
  ['m1.small', 1, 1.7, 2, 4],
  ['m1.medium', 1, 3.75, 2, 6],
  ['m1.large', 2, 7.5, 3, 10],
  ['m1.xlarge', 4, 15, 4, 15],
] as const;

/**
 * The instance types whose facts are known here.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html and the pages of each family at
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/
 */
export const instanceTypes: readonly InstanceTypeFacts[] = [
  ...(['t3', 't4g'] as const).flatMap((family) =>
    burstable.map(([size, vCpus, GiB, interfaces, addresses]) => ({
      InstanceType: `${family}.${size}`,
      architecture: family === 't3' ? ('x86_64' as const) : ('arm64' as const),
      vCpus,
      MiB: GiB * 1024,
      interfaces,
      addresses,
      burstable: true,
      ...modern,
    })),
  ),
  ...steady.flatMap(([family, architecture, GiB, those]) =>
    those.map(([size, vCpus, interfaces, addresses]) => ({
      InstanceType: `${family}.${size}`,
      architecture,
      vCpus,
      MiB: vCpus * GiB * 1024,
      interfaces,
      addresses,
      burstable: false,
      ...modern,
    })),
  ),
  ...xen.map(([InstanceType, vCpus, GiB, interfaces, addresses]) => ({
    InstanceType,
    architecture: 'x86_64' as const,
    vCpus,
    MiB: Math.floor(GiB * 1024),
    interfaces,
    addresses,
    burstable: InstanceType.startsWith('t2.'),
    hypervisor: 'xen' as const,
    isCurrent: InstanceType.startsWith('t2.'),
  })),
];

/** Undefined for a type that is not known here. */
export const factsOf = (type: string): InstanceTypeFacts | undefined =>
  instanceTypes.find(({ InstanceType }) => InstanceType === type);

/** Whether a type could exist: then it is just not known here. */
export const looksLikeType = (type: string): boolean => /^[a-z][a-z-]*\d[a-z0-9-]*\.([a-z0-9-]+)$/.test(type);

/**
 * What tasks may use of an instance, in CPU units, MiB and interfaces: its memory less what the system keeps, about a
 * twentieth and 60 MiB; and an interface for each task beside the instance's own, as long as interfaces are not shared
 * by trunking.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export const roomOf = ({ vCpus, MiB, interfaces }: InstanceTypeFacts) => ({
  cpu: vCpus * 1024,
  memory: Math.floor(MiB * 0.95) - 60,
  interfaces: interfaces - 1,
});
