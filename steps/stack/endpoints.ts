import type { Step } from '../../src/step.js';
import { prefixList, type PrefixList } from '../ec2/prefix-list/resource.js';
import type { RouteTable } from '../ec2/route-table/resource.js';
import { securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import type { Subnet } from '../ec2/subnet/resource.js';
import { gatewayEndpoint, interfaceEndpoint } from '../ec2/vpc-endpoint/resource.js';
import type { Vpc } from '../ec2/vpc/resource.js';

/** A caller of the services behind the endpoints, usually the tasks of a container service. */
export interface EndpointClient {
  /** Unique among the clients, and part of the names of its rules. */
  readonly name: string;
  readonly group: SecurityGroup;
  /** Whether its group allows no traffic out. Then it gets egress rules for the endpoints and for S3 only. */
  readonly isPrivate: boolean;
  /** Whether it is in subnets of `tables`, from which S3 is reached through the endpoint. */
  readonly isInTables: boolean;
}

/** The endpoints of a stack: the steps that a client's tasks need before they start, and all steps. */
export interface Endpoints {
  readonly group: SecurityGroup;
  /** By the client's name: the endpoints and rules with which it reaches all services. */
  readonly paths: { readonly [client: string]: readonly Step[] };
  readonly steps: readonly Step[];
}

const https = 443;

/**
 * VPC endpoints for AWS's services, so that tasks without a route to the internet can pull images and write logs. S3 is
 * always among them, because image layers are there.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @param services those with an interface endpoint, as AWS names them: `ecr.api`, `ecr.dkr`, `logs`
 * @param net `subnets`: in different zones; `tables`: the route tables whose subnets reach S3 through the endpoint;
 *   `clients`: everything in the VPC that calls these services, in public subnets too, because private DNS leads all of
 *   them to the endpoints
 */
export function endpoints(
  services: readonly string[],
  net: {
    vpc: Vpc;
    subnets: readonly Subnet[];
    tables: readonly RouteTable[];
    clients: readonly EndpointClient[];
  },
  { stackName, region }: { stackName: string; region: string },
): Endpoints {
  const { vpc, subnets, tables, clients } = net;
  const group = securityGroup(
    'endpoints-security-group',
    { vpc },
    {
      groupName: `${stackName}-endpoints`,
      description: 'Around the VPC endpoints',
      egress: 'none',
    },
  );
  const interfaces = services.map((service) =>
    interfaceEndpoint(`${service.replaceAll('.', '-')}-endpoint`, { vpc, subnets, group }, { service, region }),
  );
  const s3 = gatewayEndpoint('s3-endpoint', { vpc, tables }, { service: 's3', region });
  const s3List = prefixList('s3-prefix-list', { service: 's3', region });

  const rules = clients.map((client) => [client, rulesOf(client, group, s3List)] as const);
  const paths = Object.fromEntries(
    rules.map(([{ name, isInTables }, its]) => [name, [...interfaces, ...(isInTables ? [s3] : []), ...its]]),
  );
  const lists = clients.some(({ isPrivate }) => isPrivate) ? [s3List] : [];
  const steps = [group, ...interfaces, s3, ...lists, ...rules.flatMap(([, its]) => its)];
  return { group, paths, steps };
}

function rulesOf({ name, group, isPrivate }: EndpointClient, endpointsGroup: SecurityGroup, s3List: PrefixList) {
  const inward = securityGroupRule(
    `endpoints-ingress-from-${name}`,
    { group: endpointsGroup, peer: group },
    { direction: 'ingress', port: https, why: `Lets ${name} in to the VPC endpoints` },
  );
  if (!isPrivate) return [inward];
  const outward = { direction: 'egress', port: https } as const;
  return [
    inward,
    securityGroupRule(
      `${name}-egress-to-endpoints`,
      { group, peer: endpointsGroup },
      { ...outward, why: `Lets ${name} out to the VPC endpoints` },
    ),
    securityGroupRule(
      `${name}-egress-to-s3`,
      { group, peer: s3List },
      { ...outward, why: `Lets ${name} out to S3, where image layers are` },
    ),
  ];
}
