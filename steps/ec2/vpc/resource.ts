import {
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { all } from '../../../src/all.js';
import { afterPrefix } from '../../../src/arn.js';
import { absent, idOf, pending, ready, required, resource, step, type OnlyId, type Step } from '../../../src/step.js';
import { canonicalCidr } from '../../../src/address-range.js';
import { partsOf } from '../dependents.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { aclChangesOf } from './additions.js';
import { script } from './script.js';

interface VpcWant {
  readonly CidrBlock: string;
  readonly EnableDnsSupport: boolean;
  readonly EnableDnsHostnames: boolean;
}

export const vpcResource = resource({
  type: 'vpc',
  quota: {
    name: 'vpcs',
    inUse: async ({ ec2 }) => ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? []).length,
  },
  script,
  fixed: ['CidrBlock'],
  later: ['EnableDnsSupport', 'EnableDnsHostnames'],

  async create({ ec2, tags }, { CidrBlock }: VpcWant) {
    const made = await ec2.send(new CreateVpcCommand({ CidrBlock, TagSpecifications: tagSpecifications('vpc', tags) }));
    return required(made.Vpc?.VpcId, 'VpcId');
  },

  fromArn: afterPrefix('ec2', 'vpc/'),
  async find(cloud) {
    const { Vpcs = [] } = await cloud.ec2.send(new DescribeVpcsCommand({ Filters: tagFilters(cloud) }));
    return Vpcs.map((it) => ({ id: required(it.VpcId, 'VpcId'), tags: fromUpper(it.Tags) }));
  },

  async read({ ec2 }, VpcId) {
    const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    if (!vpc) return absent;
    if (vpc.State !== 'available') return pending(`the VPC is ${vpc.State}`);
    const [support, hostnames] = await all([
      ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
      ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
    ]);
    const live = {
      CidrBlock: vpc.CidrBlock,
      EnableDnsSupport: support.EnableDnsSupport?.Value ?? false,
      EnableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
    };
    return ready({ vpcId: VpcId }, live, { tags: fromUpper(vpc.Tags) });
  },

  // ModifyVpcAttribute takes one attribute a call. EC2 refuses hostnames while DNS support is off.
  async update({ ec2 }, VpcId, want, changed) {
    const { EnableDnsSupport: support, EnableDnsHostnames: hostnames } = want;
    if (changed.includes('EnableDnsSupport'))
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: support } }));
    if (changed.includes('EnableDnsHostnames'))
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: hostnames } }));
  },

  additions: aclChangesOf,
  retag: retagEc2,

  async delete({ ec2 }, VpcId) {
    await ec2.send(new DeleteVpcCommand({ VpcId }));
  },

  dependents: partsOf,
});
/** A VPC that other steps use: one that this stack creates, or an existing one. */
export type Vpc = Step<unknown, unknown, { readonly vpcId: string }>;

/** A VPC whose id is enough. */
export type VpcById = Vpc | OnlyId<Step<unknown, string, { readonly vpcId: string }>>;

/**
 * A need for the id alone: what is made in the VPC by EC2 does not wait until it is available and its attributes are set. EC2 takes the
 * id of one that is pending, and where it does not know it yet, the runner tries again. Nobody documents that; kops and HyperShift
 * send the next calls right after CreateVpc. Sources: https://github.com/kubernetes/kops, `upup/pkg/fi/cloudup/awstasks/vpc.go`;
 * https://github.com/openshift/hypershift/issues/711 has a log with subnets two seconds later. Terraform waits.
 * What needs private DNS needs the VPC itself; and what other services than EC2 make in it does, because none of them is known to do.
 * One that exists already is needed whole: it is looked up, and may be refused.
 */
export const vpcById = (vpc: Vpc): VpcById =>
  vpc.resource.lookup ? vpc : idOf(vpc as Step<unknown, string, { readonly vpcId: string }>);

/** @param given what such a need gives */
export const vpcIdOf = (given: string | { readonly vpcId: string }): string =>
  typeof given === 'string' ? given : given.vpcId;

/**
 * The private network of the stack. Free. DNS support and hostnames are on, because private DNS namespaces need both.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const vpc = (name: string, { cidr }: { cidr: string }) =>
  step({
    name,
    resource: vpcResource,
    needs: {},
    why: 'A network of its own, isolated from everything else in the account',
    want: () => ({ CidrBlock: canonicalCidr(cidr), EnableDnsSupport: true, EnableDnsHostnames: true }),
  });
