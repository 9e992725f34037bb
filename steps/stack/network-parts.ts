import type { Step } from '../../src/step.js';
import type { ExistingSecurityGroup } from '../ec2/existing-security-group/resource.js';
import type { SecurityGroup } from '../ec2/security-group/resource.js';
import type { ExistingVpc } from '../ec2/existing-vpc/resource.js';
import type { InternetGatewayAttachment } from '../ec2/internet-gateway-attachment/resource.js';
import type { RouteTable } from '../ec2/route-table/resource.js';
import type { Subnet } from '../ec2/subnet/resource.js';
import type { Vpc } from '../ec2/vpc/resource.js';
import type { AvailabilityZones } from '../ec2/availability-zones/resource.js';
import type { ExistingSubnet } from '../ec2/existing-subnet/resource.js';

/** The network of a stack: the steps that other parts need, and all its steps. */
export interface Network {
  readonly vpc: Vpc;
  /** Where it exists already. */
  readonly existing?: ExistingVpc;
  readonly public: SubnetTier;
  readonly private: SubnetTier;
  /** The attachment of the internet gateway. Everything that takes requests from the internet needs it. */
  readonly attachment: InternetGatewayAttachment | undefined;
  /** Security groups of somebody else, by their ids. */
  readonly groups: ReadonlyMap<string, ExistingSecurityGroup>;
  /** What is known of it before anything is made: the zones that were chosen, or a VPC of somebody else and its subnets. */
  /** Borne by all tasks beside their own; absent where each has rules of its own. */
  readonly common?: SecurityGroup;
  readonly lookedUp:
    | { readonly zones: AvailabilityZones }
    | { readonly vpc: Vpc; readonly subnets: { readonly [Kind in 'public' | 'private']: readonly ExistingSubnet[] } };
  readonly steps: readonly Step[];
}
/** The public or the private subnets, in different zones; empty where the stack has none. */
export interface SubnetTier {
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  /** The routes and associations that tasks in these subnets need to reach other networks. */
  readonly routes: readonly Step[];
}

export const emptyTier: SubnetTier = { subnets: [], tables: [], routes: [] };
