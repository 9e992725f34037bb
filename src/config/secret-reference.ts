import type { Where } from '../step.js';
import { secretFormat, type Format } from './format.js';

/** The services that a container's secrets are read from. */
export type SecretService = 'secretsmanager' | 'ssm';

/** What a member of `secrets` names. */
export interface SecretReference {
  readonly service: SecretService;
  /** A name, or an ARN: of a secret, perhaps without the six characters that Secrets Manager has put at its end. */
  readonly id: string;
  /** Member, stage and version of a secret, each of which may be empty: `:password::`; empty where all of it is meant. */
  readonly selector: string;
}

const secretArn =
  /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+)((?::[^:\s]*:[^:\s]*:[^:\s]*)?)$/;
const parameterArn = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+$/;
const named = /^secretsmanager:([\w/+=.@-]+)((?::[^:\s]+|:[^:\s]*:[^:\s]*:[^:\s]*)?)$/;
/** A name without the service has two parts at least: a password may begin with a slash, too. */
const parameterName = /^(?:ssm:([\w./-]+)|(\/[\w.-]+(?:\/[\w.-]+)+))$/;

/**
 * What ECS reads a container's secret from: a secret of Secrets Manager, or a parameter of Systems Manager, by its ARN or by
 * its name. After an ARN, ECS takes all three of member, stage and version, each of which may be empty, or none of them; after
 * a name, the member alone is enough here.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html and
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html for the characters of a name
 * @returns undefined where it is not written so
 */
export function secretReference(text: string): SecretReference | undefined {
  const [, arn, ofArn = ''] = secretArn.exec(text) ?? [];
  if (arn !== undefined) return { service: 'secretsmanager', id: arn, selector: ofArn };
  if (parameterArn.test(text)) return { service: 'ssm', id: text, selector: '' };
  const [, secret, ofName = ''] = named.exec(text) ?? [];
  if (secret !== undefined)
    return { service: 'secretsmanager', id: secret, selector: /^:[^:]+$/.test(ofName) ? `${ofName}::` : ofName };
  const [, prefixed, path] = parameterName.exec(text) ?? [];
  const name = prefixed ?? path;
  return name === undefined ? undefined : { service: 'ssm', id: name, selector: '' };
}

/** What tells a secret from all others: a parameter may have its name. */
export const secretKey = ({ service, id }: SecretReference): string => `${service}:${id}`;

/** As `secretReference`, of a text that is right. */
export function rightReference(text: string): SecretReference {
  const reference = secretReference(text);
  if (!reference) throw new Error('no reference to a secret');
  return reference;
}

/**
 * Whether AWS has to be asked for the ARN: it is a name, or the beginning of the ARN of a secret in this region. Secrets
 * Manager takes an ARN for whole that ends with a hyphen and six characters.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const isLookedUp = ({ service, id }: SecretReference, region: string): boolean =>
  !id.startsWith('arn:') || (service === 'secretsmanager' && id.split(':')[3] === region && !isWhole(id));

/**
 * The ARN that a policy has for a reference, as far as that can be told beforehand: question marks stand for the last six
 * characters of a secret's where AWS has to be asked for them. So it is as long as the one that AWS tells.
 */
export function foreseenArn({ service, id }: SecretReference, { partition, region, account }: Where): string {
  const ofName = (resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  if (service === 'ssm') return id.startsWith('arn:') ? id : ofName(`parameter/${id.replace(/^\//, '')}`);
  if (!id.startsWith('arn:')) return ofName(`secret:${id}-??????`);
  return isWhole(id) ? id : `${id}-??????`;
}

/** Whether a secret's ARN ends as Secrets Manager ends it. */
export const isWhole = (arn: string): boolean => /-[A-Za-z0-9]{6}$/.test(arn);

export const secretText: Format = secretFormat(
  'the value',
  'the name or ARN of a secret or parameter',
  'they are written as in /shop/db or ssm:db, secretsmanager:shop/db or secretsmanager:shop/db:password, ' +
    'arn:aws:ssm:…:parameter/db, or arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf; ' +
    'a member of a secret has three colons behind an ARN: …:secret:db-AbCdEf:password::',
  new RegExp([secretArn, parameterArn, named, parameterName].map(({ source }) => source).join('|')),
);
