import { rolePolicyCharacters, taskDefinitionBytes } from '../facts/size-limits.js';
import { iamCharacters, managedPolicyCharacters } from '../iam-characters.js';
import { taskPolicyDocument, type PermissionStatement } from './task-policy.js';
import { containersOf, secretsOfStackRole } from './containers.js';
import { secretReference } from './secret-reference.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf, type TaskSettings } from './tasks.js';
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

/** The statements of a task role are one policy, with what `exec` needs. */
export function tooLongPermissions(config: ValidPart<Shape>): Finding[] {
  return tasksOf(config).flatMap(({ at, task: { permissions, exec = false } }): Finding[] => {
    const statements = (permissions?.statements ?? []).flatMap((it) => (isWhole(it) ? [it] : []));
    const characters = iamCharacters(taskPolicyDocument(statements, exec));
    const more = characters - rolePolicyCharacters;
    if (more <= 0) return [];
    const count = Math.ceil(more / managedPolicyCharacters);
    return [
      {
        at: [[...at, 'permissions', 'statements']],
        message: `its statements make a policy of ${shown(characters)} characters in their shortest form: IAM takes ${shown(rolePolicyCharacters)} for a role, and raises that for nobody`,
        hint: `put ${shown(more)} characters of them into ${count === 1 ? 'a policy of your own' : `${count} policies of your own`}, which may have ${shown(managedPolicyCharacters)} each, and name ${count === 1 ? 'it' : 'them'} in managedPolicies; a "*" may stand for several actions or resources`,
      },
    ];
  });
}

type Written = NonNullable<NonNullable<ValidPart<TaskSettings>['permissions']>['statements']>[number];
/** What is wrong by itself counts for nothing. */
const isWhole = (it: Written): it is PermissionStatement =>
  it?.effect !== undefined && it.actions !== undefined && it.resources !== undefined && it.conditions !== undefined;
