import { DescribeInstanceTypesCommand, type _InstanceType, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { AwsError, on, type Operation } from '../../../service.js';
import { filtered, type FilterValues } from '../filters.js';
import { factsOf, instanceTypes, looksLikeType, type InstanceTypeFacts } from '../../../../facts/instance-types.js';
import { page, refusePagedIds } from '../pages.js';
import { notInSandbox } from '../refusals.js';

export const instanceTypeOperations: readonly Operation[] = [
  /** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html */
  on(DescribeInstanceTypesCommand, (question) => {
    refusePagedIds(question.InstanceTypes, 'InstanceTypes', question);
    const asked = question.InstanceTypes?.map((type) => known(type));
    const { rows, ...more } = page(filtered(asked ?? instanceTypes, question.Filters, filters), question, {
      most: 100,
    });
    return { InstanceTypes: rows.map(shown), ...more };
  }),
];

function known(type: string): InstanceTypeFacts {
  const facts = factsOf(type);
  if (facts) return facts;
  if (looksLikeType(type)) throw notInSandbox(`the instance type ${type}`);
  throw new AwsError('InvalidInstanceType', `The following supplied instance types do not exist: [${type}]`);
}

const isFree = ({ InstanceType }: InstanceTypeFacts): boolean => ['t2.micro', 't3.micro'].includes(InstanceType);

const shown = (facts: InstanceTypeFacts): InstanceTypeInfo => ({
  InstanceType: facts.InstanceType as _InstanceType,
  CurrentGeneration: facts.isCurrent,
  FreeTierEligible: isFree(facts),
  BareMetal: false,
  Hypervisor: facts.hypervisor,
  SupportedUsageClasses: ['on-demand', 'spot'],
  SupportedRootDeviceTypes: ['ebs'],
  SupportedVirtualizationTypes: ['hvm'],
  BurstablePerformanceSupported: facts.burstable,
  ProcessorInfo: { SupportedArchitectures: [facts.architecture] },
  VCpuInfo: { DefaultVCpus: facts.vCpus },
  MemoryInfo: { SizeInMiB: facts.MiB },
  NetworkInfo: {
    MaximumNetworkInterfaces: facts.interfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    Ipv4AddressesPerInterface: facts.addresses,
    EnaSupport: facts.hypervisor === 'nitro' ? 'required' : 'unsupported',
  },
});

const filters: FilterValues<InstanceTypeFacts> = {
  'bare-metal': () => false,
  'burstable-performance-supported': ({ burstable }) => burstable,
  'current-generation': ({ isCurrent }) => isCurrent,
  'free-tier-eligible': isFree,
  hypervisor: ({ hypervisor }) => hypervisor,
  'instance-type': ({ InstanceType }) => InstanceType,
  'memory-info.size-in-mib': ({ MiB }) => MiB,
  'network-info.ipv4-addresses-per-interface': ({ addresses }) => addresses,
  'network-info.maximum-network-interfaces': ({ interfaces }) => interfaces,
  'processor-info.supported-architecture': ({ architecture }) => architecture,
  'supported-root-device-type': () => 'ebs',
  'supported-usage-class': () => ['on-demand', 'spot'],
  'supported-virtualization-type': () => 'hvm',
  'vcpu-info.default-vcpus': ({ vCpus }) => vCpus,
};
