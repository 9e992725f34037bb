import type { Where } from '../../src/step.js';
import { createHash } from 'node:crypto';
import { secretsIn } from '../../src/config/containers.js';
import type { Config } from '../../src/config/schema.js';
import { isLookedUp, rightReference, secretKey, type SecretReference } from '../../src/config/secret-reference.js';
import { existingSecret, type ExistingSecret } from '../secretsmanager/existing-secret/resource.js';
import { existingParameter, type ExistingParameter } from '../ssm/existing-parameter/resource.js';

/** What looks up a secret or a parameter. */
export type SecretLookup = ExistingSecret | ExistingParameter;

/** The secrets and parameters of a stack whose ARNs have to be asked for, each once, by `secretKey`. */
export function secretLookups(config: Config, { region }: Where): ReadonlyMap<string, SecretLookup> {
  const asked = secretsIn(config)
    .map(rightReference)
    .filter((it) => isLookedUp(it, region));
  const each = new Map(asked.map((it) => [secretKey(it), it]));
  const plainNames = [...each.values()].map(plainName);
  return new Map(
    [...each].map(([key, it]) => {
      const plain = plainName(it);
      const isTwice = plainNames.filter((name) => name === plain).length > 1;
      const name = isTwice ? `${plain}-${createHash('sha256').update(it.id).digest('hex').slice(0, 6)}` : plain;
      return [key, it.service === 'ssm' ? existingParameter(name, it) : existingSecret(name, it)];
    }),
  );
}

/** `secret-shop-db`, for `shop/db`. */
const plainName = ({ id, service }: SecretReference): string =>
  `${service === 'ssm' ? 'parameter' : 'secret'}-${(id.startsWith('arn:') ? (id.split(':')[6] ?? id) : id)
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`.toLowerCase();

/** A lookup, and what it is for. */
export interface NamedLookup {
  readonly key: string;
  readonly lookup: SecretLookup;
}

/** The lookups that some references need. */
export const lookupsFor = (
  references: readonly string[],
  lookups: ReadonlyMap<string, SecretLookup>,
): readonly NamedLookup[] =>
  [...new Set(references.map((reference) => secretKey(rightReference(reference))))].flatMap((key) => {
    const lookup = lookups.get(key);
    return lookup ? [{ key, lookup }] : [];
  });
