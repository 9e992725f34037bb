import { AwsError } from '../../../service.js';

/**
 * Who may do what through an endpoint. The sandbox keeps policies and checks nothing by them: whatever gets to an
 * endpoint gets through it.
 */
export const defaultPolicy = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

/** @throws AwsError InvalidPolicyDocument where the text is no JSON object */
export function checkedPolicy(document: string | undefined): string {
  if (!document) return defaultPolicy;
  if (isObject(document)) return document;
  throw new AwsError('InvalidPolicyDocument', 'The specified policy document is not a valid JSON policy document.');
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
