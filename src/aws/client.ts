import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, MiddlewareStack } from '@smithy/types';

/** What every client of the SDK has in common, as far as the program uses it. */
export interface SdkClient {
  readonly middlewareStack: { add(middleware: never, options: never): void };
  /** `protocol`: how it puts requests and answers on the wire. */
  readonly config: { readonly protocol?: { getShapeId(): string } };
  send(...request: never[]): Promise<unknown>;
}

/**
 * A client's stack, for handlers that pass on any input as it is. The SDK types a stack by the inputs of its own client, so no
 * one type fits all of them.
 */
export const middlewaresOf = ({ middlewareStack }: Pick<SdkClient, 'middlewareStack'>) =>
  middlewareStack as Pick<MiddlewareStack<object, object>, 'add'>;

/** What carries a request and brings its answer. */
export type Transport = Pick<
  NodeHttpHandler,
  'handle' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
> & {
  destroy?(): void;
};

/** Makes what signs. It is the same of all clients. */
export type SignerConstructor = NonNullable<STSClientConfig['signerConstructor']>;

/** What every client is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  readonly requestHandler: Transport;
  /** Of what signs each request, instead of the SDK's own. */
  readonly signerConstructor?: SignerConstructor;
  /** Whether to look at no endpoint of the environment and of shared files. */
  readonly ignoreConfiguredEndpointUrls?: boolean;
  /** Leave the endpoint's host name as it is: a local one has no `data-` beside it. */
  readonly disableHostPrefix?: boolean;
  /** Off with an endpoint of one's own, whatever the environment says: the SDK refuses the two together. */
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  /** Buckets in the path: an endpoint of one's own has no name for each of them. Only S3 heeds it. */
  readonly forcePathStyle?: boolean;
  /** 1: a request is never repeated by the SDK. */
  readonly maxAttempts?: number;
  /** Leave out the headers that say who asks, and where: for an endpoint that reads none of them. */
  readonly isBare?: boolean;
}
