import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** What a container's `valueFrom` names. */
export type SecretReference =
  | {
      readonly is: 'secret';
      readonly region: string;
      readonly account: string;
      /** The secret's own ARN, with or without the six characters at its end. */
      readonly arn: string;
      /** A member of a secret that is JSON. */
      readonly key?: string;
      readonly VersionStage?: string;
      readonly VersionId?: string;
    }
  | { readonly is: 'parameter'; readonly region?: string; readonly account?: string; readonly name: string };

/**
 * An ARN of Secrets Manager with member, stage and version behind it, or a parameter by its ARN or its name.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export function secretReference(valueFrom: string): SecretReference {
  const parts = valueFrom.split(':');
  const [, , service, region = '', account = '', resource = ''] = parts;
  if (!valueFrom.startsWith('arn:')) return { is: 'parameter', name: valueFrom };
  if (service !== 'secretsmanager') {
    const path = parts
      .slice(5)
      .join(':')
      .replace(/^parameter/, '');
    return { is: 'parameter', region, account, name: path.lastIndexOf('/') === 0 ? path.slice(1) : path };
  }
  const [key = '', VersionStage = '', VersionId = ''] = parts.slice(7);
  const arn = [...parts.slice(0, 5), resource, parts[6] ?? ''].join(':');
  return {
    ...{ is: 'secret', region, account, arn },
    ...(key !== '' && { key }),
    ...(VersionStage !== '' && { VersionStage }),
    ...(VersionId !== '' && { VersionId }),
  };
}

/** All that a container is given by reference: to itself, and to its log driver. */
export const referencesIn = ({ secrets = [], logConfiguration }: ContainerDefinition): readonly string[] =>
  [...secrets, ...(logConfiguration?.secretOptions ?? [])].flatMap(({ valueFrom }) => valueFrom ?? []);
