/** What is called from inside of the network: services of AWS, and hosts on the internet. */
export interface Destination {
  readonly id: string;
  readonly title: string;
  /** What it is called for. */
  readonly use: string;
  /** The names of the endpoints that all have to be there so that it is reached through them. */
  readonly endpoints: readonly string[];
}

/** By the names that AWS's endpoints have, which are not always those of ARNs. */
const services: Readonly<Record<string, Omit<Destination, 'id'>>> = {
  'ecr.api': { title: 'ECR', use: 'images', endpoints: ['ecr.api', 'ecr.dkr'] },
  s3: { title: 'S3', use: "images' layers", endpoints: ['s3'] },
  logs: { title: 'CloudWatch Logs', use: 'what tasks print', endpoints: ['logs'] },
  secretsmanager: { title: 'Secrets Manager', use: 'secrets', endpoints: ['secretsmanager'] },
  ssm: { title: 'Parameter Store', use: 'secrets', endpoints: ['ssm'] },
  ecs: { title: 'ECS', use: 'its agents', endpoints: ['ecs'] },
  kms: { title: 'KMS', use: 'keys', endpoints: ['kms'] },
  ssmmessages: { title: 'Session Manager', use: 'shells in tasks', endpoints: ['ssmmessages'] },
  sts: { title: 'STS', use: 'credentials', endpoints: ['sts'] },
};
/** Services of which several endpoints are needed: all of them lead to the same. */
const aliases: Readonly<Record<string, string>> = { 'ecr.dkr': 'ecr.api', 'ecs-agent': 'ecs', 'ecs-telemetry': 'ecs' };

/** @param endpoint a service, as its endpoint is named after the region: `ecr.api` */
export function destinationOf(endpoint: string): Destination {
  const id = aliases[endpoint] ?? endpoint;
  return { id, ...(services[id] ?? { title: id, use: 'a service of AWS', endpoints: [id] }) };
}

/** A registry that is not one of the account's. */
export const hostDestination = (host: string): Destination => ({ id: host, title: host, use: 'images', endpoints: [] });
