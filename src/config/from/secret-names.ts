import { secretReference } from '../secret-reference.js';
import type { Convert } from './rows.js';
import { isMap } from './source.js';
import { hasVariable, variableIn } from './variables-in.js';
import { plainText } from '../../plain-text.js';

/**
 * What ECS takes a secret from, as a config names it: an ARN as it is, and the name of a parameter with `ssm:`.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */
export const secretName: Convert = (value) => {
  const text = plainText(value);
  const [, whole] = /^(arn:[^:]*:secretsmanager:.*:secret:[^:\s]+):{1,2}$/.exec(text) ?? [];
  if (whole !== undefined) return { value: whole, how: 'all of the secret: the colons at its end name no part of it' };
  // What a variable gives is not known: the beginning says which it is.
  const isNamed = hasVariable(text) && /^(?:\/|arn:|ssm:|secretsmanager:)/.test(text);
  if (isNamed || secretReference(text) !== undefined || text.startsWith('arn:')) return { value: text };
  return { value: `ssm:${text}`, how: 'the parameter of this name: ssm:' };
};

/**
 * A secret of Copilot: a parameter by its name, or a secret of Secrets Manager.
 * Source: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#secrets
 */
export const copilotSecret: Convert = (value, limits) => {
  if (typeof value === 'string') return secretName(value.replace(/^'(.*)'$/, '$1'), limits);
  const name = isMap(value) ? value['secretsmanager'] : undefined;
  if (typeof name !== 'string')
    return { because: 'it is no name of a secret', instead: 'write ssm:NAME or secretsmanager:NAME' };
  const secret = name.startsWith('arn:') ? name : `secretsmanager:${name}`;
  return { value: secret, how: secret };
};

/** A secret with the login for a registry. It is one of Secrets Manager, by its name or its ARN. */
export const registryLogin: Convert = (value, limits) => {
  const variable = variableIn(value);
  if (variable === undefined) return copilotSecret({ secretsmanager: value }, limits);
  return { value, how: `${variable} is the ARN of the secret, or secretsmanager: and its name` };
};
