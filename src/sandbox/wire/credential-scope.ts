import type { WireRequest } from './message.js';

/** By whom, where and for which service a request was signed. Signatures are not checked: there are no secrets. */
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
  const [, accessKeyId, region, service] = /^(.+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential ?? '') ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}

/** The second part of every ARN in a region. */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
