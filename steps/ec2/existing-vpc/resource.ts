import { DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { all } from '../../../src/all.js';
import { absent, pending, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';

interface ExistingVpcWant {
  readonly VpcId: string;
  /** `on`: private DNS is needed, so DNS support and hostnames must both be on. `off` is only read, never wanted. */
  readonly Dns: 'on' | 'off' | 'any';
}

export const existingVpcResource = resource({
  type: 'existing-vpc',
  lookup: true,
  fixed: ['VpcId', 'Dns'],

  async create(cloud, { VpcId, Dns }: ExistingVpcWant) {
    const vpc = await vpcOf(cloud, VpcId);
    if (!vpc) throw new Error(`${VpcId} does not exist in ${cloud.region}, or is not shared with this account`);
    const off = Dns === 'on' ? await switchedOff(cloud, VpcId) : [];
    if (off.length > 0) throw new Error(needsDns(VpcId, off));
    return { vpcId: VpcId, dns: Dns };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have changed its DNS attributes or deleted it.
  async read(cloud, { vpcId, dns }) {
    const vpc = await vpcOf(cloud, vpcId);
    if (!vpc) return absent;
    if (vpc.State !== 'available') return pending(`the VPC is ${vpc.State}`);
    const isOff = dns === 'on' && (await switchedOff(cloud, vpcId)).length > 0;
    // The first of its ranges, which it was made with.
    const cidr = required(vpc.CidrBlock, 'CidrBlock');
    return ready({ vpcId, cidr }, { VpcId: vpcId, Dns: isOff ? ('off' as const) : dns });
  },

  async delete() {},
});
export type ExistingVpc = StepOf<typeof existingVpcResource>;

/**
 * Uses a filter, which gives an empty list if there is none. With the id as a parameter, EC2 would answer with an
 * error.
 */
async function vpcOf({ ec2 }: Cloud, vpcId: string) {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  return vpc;
}

/** Which of the two attributes that private DNS needs are off, in the order in which they can be switched on. */
async function switchedOff({ ec2 }: Cloud, VpcId: string): Promise<string[]> {
  const [support, hostnames] = await all([
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  return [
    ...(support.EnableDnsSupport?.Value ? [] : ['dns-support']),
    ...(hostnames.EnableDnsHostnames?.Value ? [] : ['dns-hostnames']),
  ];
}

const needsDns = (vpcId: string, off: readonly string[]) =>
  `${vpcId} has ${off.join(' and ')} switched off, and without, namespaces and VPC endpoints have no private names. ` +
  'It is not ours to change; whoever owns it can: ' +
  off.map((attribute) => `aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --enable-${attribute}`).join(', then ');

/**
 * A VPC that exists already. It is never changed or deleted.
 * @param options.needsDns a namespace or an interface endpoint will be in it. Source:
 * https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const existingVpc = (name: string, { vpcId, needsDns }: { vpcId: string; needsDns: boolean }) =>
  step({
    name,
    resource: existingVpcResource,
    needs: {},
    why: 'The existing VPC that the config names; it is used and never changed',
    want: () => ({ VpcId: vpcId, Dns: needsDns ? ('on' as const) : ('any' as const) }),
  });
