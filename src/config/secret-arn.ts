import { format, type Format } from './format.js';

/**
 * What a container's secret is read from: a secret of Secrets Manager, or a parameter of Systems Manager.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export const secretArn: Format = format(
  'the ARN of a secret or parameter',
  'they are written as in arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf, or …:ssm:…:parameter/db',
  /^arn:aws[a-z-]*:(?:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+|ssm:[a-z0-9-]+:\d{12}:parameter\/\S+)$/,
);

/** `secretsmanager` or `ssm`. */
export const serviceOfSecret = (arn: string): string => arn.split(':')[2] ?? '';
