/**
 * The services that tasks send something to, as endpoint services are called. A name of several stands for all that is needed to get
 * what it is about: ECR gives the login and the manifest itself, and the layers from S3.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const several: { readonly [name: string]: readonly string[] } = { ecr: ['ecr.api', 'ecr.dkr', 's3'] };

/** Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const single: readonly string[] = [
  ...['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager', 'ssm', 'ssmmessages', 'ec2messages', 'kms', 'sts'],
  ...['ecs', 'ecs-agent', 'ecs-telemetry', 'dynamodb', 'sqs', 'sns', 'events', 'states', 'lambda', 'monitoring'],
  ...['xray', 'execute-api', 'elasticfilesystem', 'kinesis-streams', 'kinesis-firehose', 'rds', 'rds-data'],
  ...['servicediscovery', 'bedrock-runtime', 'email-smtp', 'scheduler', 'appconfig', 'appconfigdata'],
];

/** All names that may be asked for; the internet is not one of AWS's. */
export const reachedNames: readonly string[] = [...Object.keys(several), ...single, 'internet'];

/** What is needed for a name, in order; undefined where nothing is called so. */
export function neededFor(name: string): readonly string[] | undefined {
  if (!reachedNames.includes(name)) return undefined;
  return several[name] ?? [name];
}

/** What is fetched or sent for a task by ECS's agent, before its program runs or beside it. */
export const isForAgents = (service: string): boolean =>
  ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager', 'ssm', 'ssmmessages'].includes(service);
