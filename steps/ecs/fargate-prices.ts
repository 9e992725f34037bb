import { wantedAt, type BilledItem } from '../../src/billing.js';

const processors = ['x86_64', 'arm64'] as const;
type Processor = (typeof processors)[number];

/** Spot has prices of its own. */
export type FargateKind = 'fargate' | 'fargate-spot';

/** The prices of CPU and of memory. */
export const fargateKeys = <K extends FargateKind, P extends Processor>(kind: K, processor: P) =>
  [`${kind}-${processor}-vcpu-hour`, `${kind}-${processor}-gb-hour`] as const;

/** The same on every processor. */
export const allFargateKeys = <K extends FargateKind>(kind: K) => processors.flatMap((it) => fargateKeys(kind, it));

/** What a task definition's containers are built for. */
export const processorOf = (definition: BilledItem | undefined): Processor =>
  definition && wantedAt(definition, 'runtimePlatform', 'cpuArchitecture') === 'ARM64' ? 'arm64' : 'x86_64';
