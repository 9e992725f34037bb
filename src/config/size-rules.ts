import { rolePolicyCharacters, taskDefinitionBytes } from '../facts/size-limits.js';
import { ownArnOfSecret } from './secret-arn.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules for what AWS takes at one size only. Each counts what is certain to be in it, so nothing that fits is refused. */

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const shown = (count: number): string => count.toLocaleString('en-US');

/** Environment and secrets are in the task definition, with their names. */
export function tooLargeTaskDefinitions({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    const { environment = {}, secrets = {} } = service ?? {};
    const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
    const references = Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
    const bytes = bytesOf(variables) + bytesOf(references);
    if (bytes <= taskDefinitionBytes) return [];
    const at = ['services', name];
    return [
      {
        at: [[...at, variables.length > 0 ? 'environment' : 'secrets'], at],
        message: `its variables make a task definition of ${shown(bytes)} bytes or more: ECS takes ${shown(taskDefinitionBytes)} at most, and raises that for nobody`,
        hint: 'put long values into a file of the image, or into one secret that holds many members',
      },
    ];
  });
}

/** One policy of the execution role names the secrets of all services. */
export function tooManySecrets({ services }: ValidPart<Shape>): Finding[] {
  const all = Object.values(services ?? {}).flatMap((service) => Object.values(service?.secrets ?? {}));
  const arns = [...new Set(all.flatMap((arn) => (arn === undefined ? [] : [ownArnOfSecret(arn)])))];
  const characters = JSON.stringify(arns).length;
  if (characters <= rolePolicyCharacters) return [];
  const first = Object.entries(services ?? {}).find(([, service]) => Object.keys(service?.secrets ?? {}).length > 0);
  return [
    {
      at: [['services', first?.[0] ?? '', 'secrets'], ['services']],
      message: `the ARNs of ${arns.length} secrets make a policy of ${shown(characters)} characters or more: IAM takes ${shown(rolePolicyCharacters)} for a role, and raises that for nobody`,
      hint: 'one secret can hold many values: each is a member of it, …:secret:db-AbCdEf:password::',
    },
  ];
}
