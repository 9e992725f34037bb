import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RequiredPermission } from '../../permissions/required-permission.js';

/**
 * What EC2 adds to a denial, for STS's DecodeAuthorizationMessage. AWS encrypts it; here it is packed only.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function encodedDenial(
  caller: string,
  { action, resource, keys }: RequiredPermission,
  isExplicit: boolean,
): string {
  const items = Object.entries(keys).map(([key, value]) => ({
    key,
    values: { items: (typeof value === 'string' ? [value] : value).map((it) => ({ value: it })) },
  }));
  const message = {
    ...{ allowed: false, explicitDeny: isExplicit, matchedStatements: { items: [] }, failures: { items: [] } },
    context: { principal: { arn: caller }, action, resource, conditions: { items } },
  };
  return deflateRawSync(JSON.stringify(message)).toString('base64url');
}

/** @returns undefined for a text that is no such message */
export function decodedDenial(text: string): string | undefined {
  try {
    const message = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 65_536 }).toString('utf8');
    const { allowed } = JSON.parse(message) as { allowed?: boolean };
    return allowed === false ? message : undefined;
  } catch {
    return undefined;
  }
}
