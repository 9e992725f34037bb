import { DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { absent, pending, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';

interface ExistingVpcWant {
  readonly VpcId: string;
  /** `on`: private DNS is needed, so DNS support and hostnames must both be on. `off` is seen, never wanted. */
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
    return undefined;
  },

  // Looked at again each time: it is not ours, and who owns it may have switched its DNS off or deleted it.
  async read(cloud, { vpcId, dns }) {
    const vpc = await vpcOf(cloud, vpcId);
    if (!vpc) return absent;
    if (vpc.State !== 'available') return pending(`the VPC is ${vpc.State}`);
    const isOff = dns === 'on' && (await switchedOff(cloud, vpcId)).length > 0;
    return ready({ vpcId }, { VpcId: vpcId, Dns: isOff ? ('off' as const) : dns });
  },

  async delete() {},
});
export type ExistingVpc = StepOf<typeof existingVpcResource>;

/** By filter, which answers with nothing where there is none: asked for by its id, EC2 would refuse the question. */
async function vpcOf({ ec2 }: Cloud, vpcId: string) {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  return vpc;
}

/** Those of the two attributes that private DNS needs which are off; support first, as they can be switched on. */
async function switchedOff({ ec2 }: Cloud, VpcId: string): Promise<string[]> {
  const [support, hostnames] = await Promise.all([
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
 * A VPC that is there already, made by someone else. Nothing of it is changed or deleted.
 * @param options.needsDns a namespace or an interface endpoint will be in it. Source:
 *   https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const existingVpc = (name: string, { vpcId, needsDns }: { vpcId: string; needsDns: boolean }) =>
  step({
    name,
    resource: existingVpcResource,
    needs: {},
    why: 'The network that the config names; it is used, never changed',
    want: () => ({ VpcId: vpcId, Dns: needsDns ? ('on' as const) : ('any' as const) }),
  });
