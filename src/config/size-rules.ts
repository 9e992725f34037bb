import { rolePolicyCharacters, taskDefinitionBytes } from '../facts/size-limits.js';
import { containersOf, secretsOfStackRole } from './containers.js';
import { secretReference } from './secret-reference.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for what AWS takes at one size only. Each counts what is certain to be in it, so nothing that fits is refused. */

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const shown = (count: number): string => count.toLocaleString('en-US');

/** Environment and secrets of all containers are in the task definition, with their names. */
export function tooLargeTaskDefinitions(config: ValidPart<Shape>): Finding[] {
  return tasksOf(config).flatMap((task): Finding[] => {
    const containers = containersOf(task).map(({ at, container: { environment = {}, secrets = {} } }) => {
      const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
      const references = Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
      return {
        at: [...at, variables.length > 0 ? 'environment' : 'secrets'],
        bytes: bytesOf(variables) + bytesOf(references),
      };
    });
    const bytes = containers.reduce((sum, it) => sum + it.bytes, 0);
    const [largest] = containers.toSorted((a, b) => b.bytes - a.bytes);
    if (bytes <= taskDefinitionBytes || !largest) return [];
    return [
      {
        at: [largest.at, task.at],
        message: `its variables make a task definition of ${shown(bytes)} bytes or more: ECS takes ${shown(taskDefinitionBytes)} at most, and raises that for nobody`,
        hint: 'put long values into a file of the image, or into one secret that holds many members',
      },
    ];
  });
}

/** One policy of the stack's execution role names the secrets of all services and jobs that have no other one. */
export function tooManySecrets(config: ValidPart<Shape>): Finding[] {
  const arns = [...new Set(secretsOfStackRole(config).map((it) => secretReference(it)?.id))];
  const characters = JSON.stringify(arns).length;
  if (characters <= rolePolicyCharacters) return [];
  const first = tasksOf(config)
    .flatMap(containersOf)
    .find(({ container }) => Object.keys(container.secrets ?? {}).length > 0);
  return [
    {
      at: [[...(first?.at ?? []), 'secrets'], ['services']],
      message: `the ARNs of ${arns.length} secrets make a policy of ${shown(characters)} characters or more: IAM takes ${shown(rolePolicyCharacters)} for a role, and raises that for nobody`,
      hint: 'one secret can hold many values: each is a member of it, …:secret:db-AbCdEf:password::',
    },
  ];
}

/** The statements of a task role are one policy. */
export function tooLongPermissions(config: ValidPart<Shape>): Finding[] {
  return tasksOf(config).flatMap(({ at, task }): Finding[] => {
    const { statements = [] } = task.permissions ?? {};
    const characters = JSON.stringify(
      statements.map((it) => ({ Effect: it?.effect, Action: it?.actions, Resource: it?.resources })),
    ).length;
    if (characters <= rolePolicyCharacters) return [];
    return [
      {
        at: [[...at, 'permissions', 'statements']],
        message: `its statements make a policy of ${shown(characters)} characters or more: IAM takes ${shown(rolePolicyCharacters)} for a role, and raises that for nobody`,
        hint: 'put some of them into policies of your own, and name these in managedPolicies',
      },
    ];
  });
}
