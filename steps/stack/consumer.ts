import { architectureOf } from '../../src/facts/instance-architecture.js';
import type { Step } from '../../src/step.js';
import { linuxAmi } from '../ssm/ami/resource.js';
import { availabilityZones } from '../ec2/availability-zones/resource.js';
import { canonicalCidr, subnetCidr } from '../../src/address-range.js';
import { instanceProfile } from '../iam/instance-profile/resource.js';
import { instance, type Instance } from '../ec2/instance/resource.js';
import { internetGatewayAttachment } from '../ec2/internet-gateway-attachment/resource.js';
import { internetGateway } from '../ec2/internet-gateway/resource.js';
import { keyPair } from '../ec2/key-pair/resource.js';
import { sessionPolicy } from '../iam/role-policy-attachment/resource.js';
import { instanceRole } from '../iam/role/resource.js';
import { routeTableAssociation } from '../ec2/route-table-association/resource.js';
import { routeTable } from '../ec2/route-table/resource.js';
import { defaultRoute } from '../ec2/route/resource.js';
import { cidrRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { publicSubnet, type Subnet } from '../ec2/subnet/resource.js';
import { vpc, type Vpc } from '../ec2/vpc/resource.js';

/** A second VPC and an instance in it from which to call the API. */
export interface Consumer {
  readonly bastion: Instance;
  readonly steps: readonly Step[];
}

export interface ConsumerOptions {
  /** The name of the stack. */
  readonly name: string;
  readonly region: string;
  readonly partition: string;
  /** The VPC's range, /16 to /24. */
  readonly cidr: string;
  readonly instanceType: string;
  /**
   * A public key, and the address range from which SSH is allowed. Without it, only Session Manager reaches the
   * bastion.
   */
  readonly ssh?: { readonly publicKey: string; readonly cidr: string } | undefined;
}

/** A VPC of its own with a public subnet in each of two zones, and one small instance. */
export function consumer(options: ConsumerOptions): Consumer {
  const net = consumerNetwork(options.cidr);
  const { bastion, steps } = bastionIn(net, options);
  return { bastion, steps: [...net.steps, ...steps] };
}

interface ConsumerNetwork {
  readonly vpc: Vpc;
  readonly bastionSubnet: Subnet;
  readonly routes: readonly Step[];
  readonly steps: readonly Step[];
}

function consumerNetwork(cidr: string): ConsumerNetwork {
  const zones = availabilityZones('consumer-availability-zones', { count: 2, forVpcLink: false });
  const theVpc = vpc('consumer-vpc', { cidr });
  const subnet = (letter: string, index: number) =>
    publicSubnet(`consumer-subnet-${letter}`, { vpc: theVpc, zones }, { cidr, index, cidrBlock: rangeOf(cidr, index) });
  const [bastionSubnet, other] = [subnet('a', 0), subnet('b', 1)];
  const gateway = internetGateway('consumer-internet-gateway');
  const attachment = internetGatewayAttachment('consumer-internet-gateway-attachment', { gateway, vpc: theVpc });
  const table = routeTable('consumer-route-table', { vpc: theVpc });
  const route = defaultRoute('consumer-default-route', { table, attachment });
  const atHome = routeTableAssociation('consumer-route-table-association-a', { table, subnet: bastionSubnet });
  const elsewhere = routeTableAssociation('consumer-route-table-association-b', { table, subnet: other });
  const steps = [zones, theVpc, bastionSubnet, other, gateway, attachment, table, route, atHome, elsewhere];
  return { vpc: theVpc, bastionSubnet, routes: [route, atHome], steps };
}

/** The range of a subnet: a sixteenth of the first 4,096 addresses of the VPC, or of all if the VPC has fewer. */
function rangeOf(cidr: string, index: number): string {
  const [address, bits] = canonicalCidr(cidr).split('/');
  return subnetCidr(Number(bits) > 20 ? cidr : `${address}/20`, index);
}

/**
 * The bastion. Session Manager reaches it without a key or an open port; SSH reaches it only if the config allows it.
 */
function bastionIn({ vpc, bastionSubnet, routes }: ConsumerNetwork, options: ConsumerOptions): Consumer {
  const { name, region, partition, instanceType } = options;
  const ami = linuxAmi('bastion-ami', { architecture: architectureOf(instanceType) });
  const roleName = `${name}-bastion-${region}`;
  const role = instanceRole('bastion-role', { roleName, partition, why: 'The role of the bastion' });
  const policy = sessionPolicy('bastion-role-policy', { role }, { partition });
  const profile = instanceProfile('bastion-profile', { role }, { profileName: roleName });
  const groupSettings = { groupName: `${name}-bastion`, description: 'Around the bastion', egress: 'all' } as const;
  const group = securityGroup('bastion-security-group', { vpc }, groupSettings);
  const ssh = sshAccess(group, options);
  const bastion = instance(
    'bastion-instance',
    { subnet: bastionSubnet, group, ami, profile, key: ssh?.key, policies: [policy], routes },
    { instanceType, publicIp: true, why: 'An instance outside of the VPC of the stack, from which to call the API' },
  );
  return { bastion, steps: [ami, role, policy, profile, group, ...(ssh?.steps ?? []), bastion] };
}

function sshAccess(group: SecurityGroup, { name, ssh }: ConsumerOptions) {
  if (!ssh) return undefined;
  const { publicKey, cidr } = ssh;
  const key = keyPair('bastion-key-pair', { keyName: `${name}-bastion`, publicKey });
  const why = 'Lets SSH in to the bastion, from these addresses only';
  const rule = cidrRule('bastion-ingress-ssh', { group }, { direction: 'ingress', port: 22, cidr, why });
  return { key, steps: [key, rule] };
}
