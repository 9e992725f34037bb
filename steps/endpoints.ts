import type { Step } from '../src/step.js';
import { prefixList, type PrefixList } from './prefix-list.js';
import type { RouteTable } from './route-table.js';
import { securityGroupRule } from './security-group-rule.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import type { Subnet } from './subnet.js';
import { gatewayEndpoint, interfaceEndpoint } from './vpc-endpoint.js';
import type { Vpc } from './vpc.js';

/** Something in the VPC that calls the services behind the endpoints: the tasks of a container service, as a rule. */
export interface EndpointClient {
  /** Unique among the clients: part of the names of its rules. */
  readonly name: string;
  readonly group: SecurityGroup;
  /** Its group lets nothing out by itself, so it gets rules for the endpoints and for S3, and for nothing else. */
  readonly isPrivate: boolean;
}

/** The endpoints of a stack: what must be there before a client's tasks start, and all steps. */
export interface Endpoints {
  readonly group: SecurityGroup;
  /** By a client's name: with these in place it reaches every one of the services. */
  readonly paths: { readonly [client: string]: readonly Step[] };
  readonly steps: readonly Step[];
}

const https = 443;

/**
 * Private ways to AWS's services, so that tasks without a way to the internet can pull images and write logs. S3 is
 * always among them: image layers are there.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @param services those with an interface endpoint, as AWS names them: `ecr.api`, `ecr.dkr`, `logs`
 * @param net its subnets in different zones; all route tables whose subnets shall reach S3 this way; and everything
 *   that calls these services from inside the VPC, in public subnets too: private DNS leads all of them here
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
  const group = securityGroup('endpoints-security-group', { vpc }, {
    groupName: `${stackName}-endpoints`,
    description: 'Around the VPC endpoints',
    egress: 'none',
  });
  const interfaces = services.map((service) =>
    interfaceEndpoint(`${service.replaceAll('.', '-')}-endpoint`, { vpc, subnets, group }, { service, region }),
  );
  const s3 = gatewayEndpoint('s3-endpoint', { vpc, tables }, { service: 's3', region });
  const s3List = prefixList('s3-prefix-list', { service: 's3', region });

  const rules = clients.map((client) => [client.name, rulesOf(client, group, s3List)] as const);
  const paths = Object.fromEntries(rules.map(([name, its]) => [name, [...interfaces, s3, ...its]]));
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
