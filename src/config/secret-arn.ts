import { secretFormat, type Format } from './format.js';

/**
 * The ARN that ECS reads a container's secret from: a secret of Secrets Manager, or a parameter of Systems Manager. After a
 * secret's name, ECS takes all three of member, stage and version, each of which may be empty, or none of them.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html for the characters of a name
 */
export const secretArn: Format = secretFormat(
  'the value',
  'the ARN of a secret or parameter',
  'they are written as in arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf, or …:ssm:…:parameter/db; ' +
    'a member of a secret has three colons: …:secret:db-AbCdEf:password::',
  /^arn:aws[a-z-]*:(?:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+(?::[^:\s]*:[^:\s]*:[^:\s]*)?|ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+)$/,
);

/** A secret's or parameter's own ARN: without the member, stage and version that may follow a secret's name. */
export const ownArnOfSecret = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** @returns the service that has the secret: `secretsmanager` or `ssm` */
export const serviceOfSecret = (arn: string): string => arn.split(':')[2] ?? '';
