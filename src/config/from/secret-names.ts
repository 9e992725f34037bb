import { secretReference } from '../secret-reference.js';
import type { Convert } from './rows.js';

/**
 * What ECS takes a secret from, as a config names it: an ARN as it is, and the name of a parameter with `ssm:`.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */
export const secretName: Convert = (value) => {
  const text = String(value);
  if (secretReference(text) !== undefined || text.startsWith('arn:')) return { value: text };
  return { value: `ssm:${text}`, how: 'the parameter of this name: ssm:' };
};
