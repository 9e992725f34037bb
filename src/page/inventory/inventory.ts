import type { Api, CloudMapService, LoadBalancer, TargetGroup, VpcLink } from '../../path/facts.js';

/** What there is in a region, whoever made it, as Describe calls tell it; of each thing only what is shown. */
export interface Inventory {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly internetGateways: readonly Attached[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly Endpoint[];
  readonly apis: readonly NamedApi[];
  readonly vpcLinks: readonly VpcLink[];
  readonly loadBalancers: readonly PlacedBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly cloudMapServices: readonly NamedService[];
  readonly clusters: readonly Cluster[];
  readonly services: readonly Service[];
  readonly tasks: readonly Task[];
  readonly instances: readonly Instance[];
}

export interface Vpc {
  readonly id: string;
  /** Its tag `Name`, or nothing. */
  readonly name: string;
  readonly cidr: string;
  readonly state: string;
}
export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly vpc: string;
  readonly cidr: string;
  /** `us-east-1a` */
  readonly zone: string;
  readonly state: string;
  /** Where its packets to the internet go: `igw-…`, `nat-…`; absent where they go nowhere. */
  readonly wayOut?: string | undefined;
}
export interface Attached {
  readonly id: string;
  readonly vpc: string;
}
export interface NatGateway {
  readonly id: string;
  readonly name: string;
  readonly subnet: string;
  readonly state: string;
}
export interface Endpoint {
  readonly id: string;
  /** `ecr.api`, `s3` */
  readonly service: string;
  readonly vpc: string;
  /** Empty for a gateway endpoint. */
  readonly subnets: readonly string[];
  readonly state: string;
}
export interface NamedApi extends Api {
  readonly Name: string;
}
export interface PlacedBalancer extends LoadBalancer {
  readonly VpcId: string;
}
export interface NamedService extends CloudMapService {
  /** `web.internal` */
  readonly FullName: string;
}
export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
}
export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly cluster: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Of the newest deployment: `IN_PROGRESS`, `COMPLETED`, `FAILED`. */
  readonly rollout: string;
  readonly isOnFargate: boolean;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly targetGroups: readonly string[];
  /** Cloud Map services. */
  readonly registries: readonly string[];
}
export interface Task {
  readonly arn: string;
  readonly cluster: string;
  /** `service:web`, `family:migrate` */
  readonly group: string;
  readonly status: string;
  readonly desired: string;
  /** `HEALTHY`, `UNHEALTHY`, `UNKNOWN` */
  readonly health: string;
  readonly subnet?: string | undefined;
  readonly address?: string | undefined;
  readonly networkInterface?: string | undefined;
  /** The EC2 instance that it runs on. */
  readonly instance?: string | undefined;
}
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly subnet: string;
}
