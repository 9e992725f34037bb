import type { WireRequest } from './message.js';

/**
 * The access key, region and service that a request was signed with. Signatures are not checked: the sandbox has no
 * secrets.
 */
export interface SigningScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * The scope in the `Authorization` header, or in the URL of a presigned request.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signingScope({ headers, query }: WireRequest): SigningScope | undefined {
  const credential = /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ?? query.get('X-Amz-Credential');
  // A signature for several regions (SigV4A) has no region in its scope.
  const [, accessKeyId, region = 'us-east-1', service] =
    /^(.+)\/\d{8}\/(?:([^/]+)\/)?([^/]+)\/aws4_request$/.exec(credential ?? '') ?? [];
  return accessKeyId && service ? { accessKeyId, region, service } : undefined;
}
