import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Watch } from './watch.js';

/** What carries a request and brings its answer. */
export type Transport = Pick<NodeHttpHandler, 'handle' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'> & {
  destroy?(): void;
};

/** What every client is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  readonly requestHandler: Transport;
  /** Leave the endpoint's host name as it is: a local one has no `data-` beside it. */
  readonly disableHostPrefix?: boolean;
  /** Off with an endpoint of one's own, whatever the environment says: the SDK refuses the two together. */
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  /** 1: a request is never repeated by the SDK. */
  readonly maxAttempts?: number;
}

/** One client per service, each made when it is first used. */
export class Clients {
  readonly #settings: ClientSettings;
  readonly #watch: Watch;
  readonly #made = new Map<string, unknown>();

  constructor(settings: ClientSettings, watch: Watch) {
    this.#settings = settings;
    this.#watch = watch;
  }

  get ec2() { return this.#client('ec2', EC2Client); }
  get ecr() { return this.#client('ecr', ECRClient); }
  get ecs() { return this.#client('ecs', ECSClient); }
  get elbv2() { return this.#client('elbv2', ElasticLoadBalancingV2Client); }
  get autoscaling() { return this.#client('autoscaling', AutoScalingClient); }
  get iam() { return this.#client('iam', IAMClient); }
  get sts() { return this.#client('sts', STSClient); }
  get ssm() { return this.#client('ssm', SSMClient); }
  get logs() { return this.#client('logs', CloudWatchLogsClient); }
  get apigatewayv2() { return this.#client('apigatewayv2', ApiGatewayV2Client); }
  get servicediscovery() { return this.#client('servicediscovery', ServiceDiscoveryClient); }

  #client<C extends { middlewareStack: Parameters<Watch>[1] }>(service: string, Client: new (s: ClientSettings) => C): C {
    const known = this.#made.get(service);
    if (known instanceof Client) return known;
    const made = new Client(this.#settings);
    this.#watch(service, made.middlewareStack);
    this.#made.set(service, made);
    return made;
  }
}
