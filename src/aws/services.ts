import type { ClientSettings, SdkClient } from './client.js';

/** One service of AWS: what the rest of the program derives everything from that differs by service. */
export interface ServiceEntry {
  /** Loads the client's class from the SDK, when the service is first used. */
  client(): Promise<new (settings: ClientSettings) => SdkClient>;
  /** The product, as people call it. */
  readonly name: string;
  /** One or two sentences to somebody who has not met it. */
  readonly introduction: string;
  /** `aws <cli> <operation>`. Source: https://docs.aws.amazon.com/cli/latest/reference/ */
  readonly cli: string;
  /**
   * What stands before the colon in its actions.
   * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   */
  readonly iam: string;
  /**
   * The variable that sends this service's requests to another endpoint.
   * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
   */
  readonly endpointVariable: string;
}

/**
 * The services that the program can call, in the order in which a stack meets them. A key is the service's id: the
 * member of `Cloud`, and `service` in events. To add a service, install its client and add an entry here.
 */
export const services = {
  sts: {
    client: async () => (await import('@aws-sdk/client-sts')).STSClient,
    name: 'STS',
    introduction:
      'STS, Security Token Service: tells whose credentials a call is made with, and gives out temporary ones.',
    cli: 'sts',
    iam: 'sts',
    endpointVariable: 'AWS_ENDPOINT_URL_STS',
  },
  ec2: {
    client: async () => (await import('@aws-sdk/client-ec2')).EC2Client,
    name: 'EC2',
    introduction:
      'EC2, Elastic Compute Cloud: virtual machines, and all that is a network, whether there are machines in it or not.',
    cli: 'ec2',
    iam: 'ec2',
    endpointVariable: 'AWS_ENDPOINT_URL_EC2',
  },
  iam: {
    client: async () => (await import('@aws-sdk/client-iam')).IAMClient,
    name: 'IAM',
    introduction:
      'IAM, Identity and Access Management: who may do what. Where `IAM` stands below an operation, those are the ' +
      'actions that a policy has to allow.',
    cli: 'iam',
    iam: 'iam',
    endpointVariable: 'AWS_ENDPOINT_URL_IAM',
  },
  ecr: {
    client: async () => (await import('@aws-sdk/client-ecr')).ECRClient,
    name: 'ECR',
    introduction: 'ECR, Elastic Container Registry: a registry for container images.',
    cli: 'ecr',
    iam: 'ecr',
    endpointVariable: 'AWS_ENDPOINT_URL_ECR',
  },
  logs: {
    client: async () => (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient,
    name: 'CloudWatch Logs',
    introduction: 'CloudWatch Logs: lines of text, kept and searched. CloudWatch itself has the metrics and alarms.',
    cli: 'logs',
    iam: 'logs',
    endpointVariable: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
  },
  ssm: {
    client: async () => (await import('@aws-sdk/client-ssm')).SSMClient,
    name: 'Systems Manager',
    introduction:
      'Systems Manager: looks after machines. Here it has a list of images, parameters that containers are given, and a ' +
      'way in without SSH (Session Manager).',
    cli: 'ssm',
    iam: 'ssm',
    endpointVariable: 'AWS_ENDPOINT_URL_SSM',
  },
  secretsmanager: {
    client: async () => (await import('@aws-sdk/client-secrets-manager')).SecretsManagerClient,
    name: 'Secrets Manager',
    introduction: 'Secrets Manager: keeps passwords and keys, and gives them to those who may read them.',
    cli: 'secretsmanager',
    iam: 'secretsmanager',
    endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  },
  ecs: {
    client: async () => (await import('@aws-sdk/client-ecs')).ECSClient,
    name: 'ECS',
    introduction:
      'ECS, Elastic Container Service: starts containers, in groups that are called tasks, and keeps as many running ' +
      'as are wanted: on Fargate, where AWS has the machines and you see none, or on machines of your own.',
    cli: 'ecs',
    iam: 'ecs',
    endpointVariable: 'AWS_ENDPOINT_URL_ECS',
  },
  efs: {
    client: async () => (await import('@aws-sdk/client-efs')).EFSClient,
    name: 'EFS',
    introduction:
      'EFS, Elastic File System: directories in the network, which many machines have at once. Here tasks mount those that there are.',
    cli: 'efs',
    iam: 'elasticfilesystem',
    endpointVariable: 'AWS_ENDPOINT_URL_EFS',
  },
  autoscaling: {
    client: async () => (await import('@aws-sdk/client-auto-scaling')).AutoScalingClient,
    name: 'Auto Scaling',
    introduction: 'EC2 Auto Scaling: keeps as many machines running as are wanted.',
    cli: 'autoscaling',
    iam: 'autoscaling',
    endpointVariable: 'AWS_ENDPOINT_URL_AUTO_SCALING',
  },
  applicationautoscaling: {
    client: async () => (await import('@aws-sdk/client-application-auto-scaling')).ApplicationAutoScalingClient,
    name: 'Application Auto Scaling',
    introduction:
      'Application Auto Scaling: changes how much of something there is, by what it has to do or by the clock. Here it is ' +
      'the number of tasks of a service.',
    cli: 'application-autoscaling',
    iam: 'application-autoscaling',
    endpointVariable: 'AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING',
  },
  scheduler: {
    client: async () => (await import('@aws-sdk/client-scheduler')).SchedulerClient,
    name: 'EventBridge Scheduler',
    introduction:
      'EventBridge Scheduler: calls AWS when it is time, once or again and again. Here it starts the tasks of jobs.',
    cli: 'scheduler',
    iam: 'scheduler',
    endpointVariable: 'AWS_ENDPOINT_URL_SCHEDULER',
  },
  elbv2: {
    client: async () => (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client,
    name: 'Elastic Load Balancing',
    introduction: 'Elastic Load Balancing: takes requests at one name and spreads them over many tasks.',
    cli: 'elbv2',
    iam: 'elasticloadbalancing',
    endpointVariable: 'AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2',
  },
  acm: {
    client: async () => (await import('@aws-sdk/client-acm')).ACMClient,
    name: 'Certificate Manager',
    introduction:
      'ACM, AWS Certificate Manager: issues the certificates that HTTPS needs, once it has seen that a name is yours, and ' +
      'renews them.',
    cli: 'acm',
    iam: 'acm',
    endpointVariable: 'AWS_ENDPOINT_URL_ACM',
  },
  route53: {
    client: async () => (await import('@aws-sdk/client-route-53')).Route53Client,
    name: 'Route 53',
    introduction: 'Route 53: the DNS of AWS. A hosted zone is a domain, with all its records.',
    cli: 'route53',
    iam: 'route53',
    endpointVariable: 'AWS_ENDPOINT_URL_ROUTE_53',
  },
  servicediscovery: {
    client: async () => (await import('@aws-sdk/client-servicediscovery')).ServiceDiscoveryClient,
    name: 'Cloud Map',
    introduction:
      'Cloud Map: a phone book of what runs, asked by DNS or by its own API. Its DNS zones are in Route 53.',
    cli: 'servicediscovery',
    iam: 'servicediscovery',
    endpointVariable: 'AWS_ENDPOINT_URL_SERVICEDISCOVERY',
  },
  apigatewayv2: {
    client: async () => (await import('@aws-sdk/client-apigatewayv2')).ApiGatewayV2Client,
    name: 'API Gateway',
    introduction: 'API Gateway: takes HTTPS requests from the internet, without a machine of yours.',
    cli: 'apigatewayv2',
    iam: 'apigateway',
    endpointVariable: 'AWS_ENDPOINT_URL_APIGATEWAYV2',
  },
  s3: {
    client: async () => (await import('@aws-sdk/client-s3')).S3Client,
    name: 'S3',
    introduction:
      'S3, Simple Storage Service: keeps objects in buckets. Here it has the states of stacks that several people share.',
    cli: 's3api',
    iam: 's3',
    endpointVariable: 'AWS_ENDPOINT_URL_S3',
  },
  servicequotas: {
    client: async () => (await import('@aws-sdk/client-service-quotas')).ServiceQuotasClient,
    name: 'Service Quotas',
    introduction: 'Service Quotas: how much of everything an account may have, and where it asks for more.',
    cli: 'service-quotas',
    iam: 'servicequotas',
    endpointVariable: 'AWS_ENDPOINT_URL_SERVICE_QUOTAS',
  },
  tagging: {
    client: async () => (await import('@aws-sdk/client-resource-groups-tagging-api')).ResourceGroupsTaggingAPIClient,
    name: 'Resource Groups Tagging',
    introduction: 'Resource Groups Tagging: finds what bears a tag, whichever service it belongs to.',
    cli: 'resourcegroupstaggingapi',
    iam: 'tag',
    endpointVariable: 'AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API',
  },
} as const satisfies { readonly [service: string]: ServiceEntry };

/** A service that the registry has: `ec2`, `elbv2`, `logs`, … */
export type ServiceId = keyof typeof services;
/** The SDK's client of a service. */
export type ClientOf<S extends ServiceId> = InstanceType<Awaited<ReturnType<(typeof services)[S]['client']>>>;
/** A client of each service, of which no more is promised than that it sends. */
export type Senders = { readonly [S in ServiceId]: Pick<ClientOf<S>, 'send'> };

/** All of them, in the registry's order. */
export const serviceIds = Object.keys(services) as readonly ServiceId[];

/** @returns undefined where the registry does not have it */
export const serviceEntry = (service: string): ServiceEntry | undefined =>
  Object.hasOwn(services, service) ? services[service as ServiceId] : undefined;

/** The same kind of thing for every service. */
export function perService<T>(make: (service: ServiceId) => T): { readonly [S in ServiceId]: T } {
  const made: { [S in ServiceId]?: T } = {};
  // A loop, because each verb of each step gets senders of its own.
  for (const service of serviceIds) made[service] = make(service);
  return made as { [S in ServiceId]: T };
}

/**
 * Senders that hand each command on as it is, to those that are chosen for it.
 * @param choose is given the command; `schema` is the SDK's description of its operation, whose third member is the name
 */
export function sendersBy(choose: (command: { readonly schema?: readonly unknown[] }) => Senders): Senders {
  const sender = (service: ServiceId): Pick<SdkClient, 'send'> => ({
    send: (command: never, ...more: never[]) => {
      const client: Pick<SdkClient, 'send'> = choose(command)[service];
      return client.send(command, ...more);
    },
  });
  return perService(sender) as Senders;
}
