import { architectureOf } from '../src/facts/instance-architecture.js';
import type { Step } from '../src/step.js';
import { linuxAmi } from './ami.js';
import { availabilityZones } from './availability-zones.js';
import { canonicalCidr, subnetCidr } from './cidr.js';
import { instanceProfile } from './instance-profile.js';
import { instance, type Instance } from './instance.js';
import { internetGatewayAttachment } from './internet-gateway-attachment.js';
import { internetGateway } from './internet-gateway.js';
import { keyPair } from './key-pair.js';
import { sessionPolicy } from './role-policy-attachment.js';
import { instanceRole } from './role.js';
import { routeTableAssociation } from './route-table-association.js';
import { routeTable } from './route-table.js';
import { defaultRoute } from './route.js';
import { cidrRule } from './security-group-rule.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import { publicSubnet, type Subnet } from './subnet.js';
import { vpc, type Vpc } from './vpc.js';

/** A network beside the stack's, and an instance in it to call the API from. */
export interface Consumer {
  readonly bastion: Instance;
  readonly steps: readonly Step[];
}

export interface ConsumerOptions {
  /** The stack's. */
  readonly name: string;
  readonly region: string;
  readonly partition: string;
  /** The VPC's range, /16 to /24. */
  readonly cidr: string;
  readonly instanceType: string;
  /** A key, and from where it may be used. Without, Session Manager is the only way in. */
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
  readonly home: Subnet;
  readonly ways: readonly Step[];
  readonly steps: readonly Step[];
}

function consumerNetwork(cidr: string): ConsumerNetwork {
  const zones = availabilityZones('consumer-availability-zones', { count: 2, forVpcLink: false });
  const theVpc = vpc('consumer-vpc', { cidr });
  const subnet = (letter: string, index: number) =>
    publicSubnet(`consumer-subnet-${letter}`, { vpc: theVpc, zones }, { cidr, index, cidrBlock: rangeOf(cidr, index) });
  const [home, other] = [subnet('a', 0), subnet('b', 1)];
  const gateway = internetGateway('consumer-internet-gateway');
  const attachment = internetGatewayAttachment('consumer-internet-gateway-attachment', { gateway, vpc: theVpc });
  const table = routeTable('consumer-route-table', { vpc: theVpc });
  const route = defaultRoute('consumer-default-route', { table, attachment });
  const atHome = routeTableAssociation('consumer-route-table-association-a', { table, subnet: home });
  const elsewhere = routeTableAssociation('consumer-route-table-association-b', { table, subnet: other });
  const steps = [zones, theVpc, home, other, gateway, attachment, table, route, atHome, elsewhere];
  return { vpc: theVpc, home, ways: [route, atHome], steps };
}

/** A /24 each, as far as the VPC has room for that: of its first 4,096 addresses, or of fewer where it has fewer. */
function rangeOf(cidr: string, index: number): string {
  const [address, bits] = canonicalCidr(cidr).split('/');
  return subnetCidr(Number(bits) > 20 ? cidr : `${address}/20`, index);
}

/** Reached through Session Manager, which needs neither key nor open port; through SSH too where the config says so. */
function bastionIn({ vpc, home, ways }: ConsumerNetwork, options: ConsumerOptions): Consumer {
  const { name, region, partition, instanceType } = options;
  const ami = linuxAmi('bastion-ami', { architecture: architectureOf(instanceType) });
  const roleName = `${name}-bastion-${region}`;
  const role = instanceRole('bastion-role', { roleName, partition, why: 'What the bastion acts as' });
  const policy = sessionPolicy('bastion-role-policy', { role }, { partition });
  const profile = instanceProfile('bastion-profile', { role }, { profileName: roleName });
  const around = { groupName: `${name}-bastion`, description: 'Around the bastion', egress: 'all' } as const;
  const group = securityGroup('bastion-security-group', { vpc }, around);
  const door = sshInto(group, options);
  const bastion = instance(
    'bastion-instance',
    { subnet: home, group, ami, profile, key: door?.key, policies: [policy], ways },
    { instanceType, publicIp: true, why: 'A place outside of the stack to call the API from' },
  );
  return { bastion, steps: [ami, role, policy, profile, group, ...(door?.steps ?? []), bastion] };
}

function sshInto(group: SecurityGroup, { name, ssh }: ConsumerOptions) {
  if (!ssh) return undefined;
  const { publicKey, cidr } = ssh;
  const key = keyPair('bastion-key-pair', { keyName: `${name}-bastion`, publicKey });
  const why = 'Lets SSH in to the bastion, from these addresses only';
  const rule = cidrRule('bastion-ingress-ssh', { group }, { direction: 'ingress', port: 22, cidr, why });
  return { key, steps: [key, rule] };
}
