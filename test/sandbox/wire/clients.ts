import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as servicediscovery from '@aws-sdk/client-servicediscovery';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Wire } from '../../../src/sandbox/service.js';

/** Every client the project uses, seen as data: its schemas, and its classes by name. */
export interface Sdk {
  readonly id: string;
  readonly wire: Wire;
  readonly operations: readonly StaticOperationSchema[];
  readonly errors: readonly StaticErrorSchema[];
  client(settings: object): Client;
  command(operation: string, input: object): object;
  exception(name: string): unknown;
}
export interface Client {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}

const sdk = (id: string, clientName: string, module: object, wire: Wire): Sdk => {
  const exported = new Map<string, unknown>(Object.entries(module));
  const schemas = [...exported.values()].filter(Array.isArray);
  return {
    id,
    wire,
    operations: schemas.filter((it): it is StaticOperationSchema => it[0] === 9),
    // The last one is the base class of all, which no service answers.
    errors: schemas.filter(
      (it): it is StaticErrorSchema => it[0] === -3 && !String(it[1]).startsWith('smithy.ts.sdk.synthetic'),
    ),
    client: (settings) => new (exported.get(clientName) as new (settings: object) => Client)(settings),
    command: (operation, input) => new (exported.get(`${operation}Command`) as new (input: object) => object)(input),
    exception: (name) => exported.get(name),
  };
};

export const sdks: readonly Sdk[] = [
  sdk('ec2', 'EC2Client', ec2, {
    protocol: 'ec2Query', signingName: 'ec2', version: '2016-11-15', xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  }),
  sdk('iam', 'IAMClient', iam, {
    protocol: 'awsQuery', signingName: 'iam', version: '2010-05-08', xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
  }),
  sdk('sts', 'STSClient', sts, {
    protocol: 'awsQuery', signingName: 'sts', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
  }),
  sdk('ecs', 'ECSClient', ecs, {
    protocol: 'awsJson1_1', signingName: 'ecs', targetPrefix: 'AmazonEC2ContainerServiceV20141113',
  }),
  sdk('servicediscovery', 'ServiceDiscoveryClient', servicediscovery, {
    protocol: 'awsJson1_1', signingName: 'servicediscovery', targetPrefix: 'Route53AutoNaming_v20170314',
  }),
  sdk('logs', 'CloudWatchLogsClient', logs, {
    protocol: 'awsJson1_1', signingName: 'logs', targetPrefix: 'Logs_20140328',
  }),
  sdk('apigatewayv2', 'ApiGatewayV2Client', apigatewayv2, { protocol: 'restJson1', signingName: 'apigateway' }),
  sdk('elbv2', 'ElasticLoadBalancingV2Client', elbv2, {
    protocol: 'awsQuery', signingName: 'elasticloadbalancing', version: '2015-12-01',
    xmlns: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  }),
  sdk('autoscaling', 'AutoScalingClient', autoscaling, {
    protocol: 'awsQuery', signingName: 'autoscaling', version: '2011-01-01',
    xmlns: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  }),
  sdk('ecr', 'ECRClient', ecr, {
    protocol: 'awsJson1_1', signingName: 'ecr', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
  }),
  sdk('ssm', 'SSMClient', ssm, { protocol: 'awsJson1_1', signingName: 'ssm', targetPrefix: 'AmazonSSM' }),
];
