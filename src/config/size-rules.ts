import { taskDefinitionBytes } from '../facts/size-limits.js';
import { managedPoliciesOfRole, managedPolicyCharacters, rolePolicyCharacters } from '../iam-characters.js';
import { taskPolicies, type PermissionStatement } from './task-policy.js';
import { secretPolicies } from './secret-policy.js';
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

/** AWS's names that are as short as any: what is longer makes the policies longer. */
const somewhere = { partition: 'aws', region: 'us-east-1', account: '000000000000' };

/** Policies of the stack's execution role name the secrets of all services and jobs that have no other one. */
export function tooManySecrets(config: ValidPart<Shape>): Finding[] {
  const secrets = secretsOfStackRole(config).filter((it) => secretReference(it));
  const { excess } = secretPolicies(secrets, { ...somewhere, region: config.region ?? somewhere.region });
  if (excess === 0) return [];
  const first = tasksOf(config)
    .flatMap(containersOf)
    .find(({ container }) => Object.keys(container.secrets ?? {}).length > 0);
  return [
    {
      at: [[...(first?.at ?? []), 'secrets'], ['services']],
      message: `the ARNs of ${new Set(secrets).size} secrets are ${shown(excess)} characters or more too long for the policies of one role: ${mostOfRole(managedPoliciesOfRole - 1)}`,
      hint: 'one secret can hold many values: each is a member of it, …:secret:db-AbCdEf:password::. A service may have an `executionRole` of its own, too',
    },
  ];
}

const mostOfRole = (managed: number): string =>
  `IAM takes ${shown(rolePolicyCharacters)} in the role itself, and ${shown(managedPolicyCharacters)} in each of ${managed} managed policies`;

/** The statements of a task role are in policies of it, with what `exec` needs. */
export function tooLongPermissions(config: ValidPart<Shape>): Finding[] {
  return tasksOf(config).flatMap(({ at, task: { permissions, exec = false } }): Finding[] => {
    const statements = (permissions?.statements ?? []).flatMap((it) => wholePart(it) ?? []);
    const named = (permissions?.managedPolicies ?? []).length;
    const { excess } = taskPolicies({ statements, managedPolicies: named, exec });
    if (excess === 0) return [];
    const others = Math.max(0, managedPoliciesOfRole - named);
    const fewer = named > 0 ? ' It has more room with fewer managedPolicies.' : '';
    return [
      {
        at: [[...at, 'permissions', 'statements']],
        message: `its statements are ${shown(excess)} characters too long for the policies of one role: ${mostOfRole(others)}${named > 0 ? `, beside ${named} in managedPolicies` : ''}`,
        hint: `a "*" may stand for several actions or resources, and a service of its own has a role of its own.${fewer}`,
      },
    ];
  });
}

type Written = NonNullable<NonNullable<ValidPart<TaskSettings>['permissions']>['statements']>[number];
/** A statement without what is wrong in it, by itself; undefined where nothing is left to count. */
function wholePart(written: Written): PermissionStatement | undefined {
  const { effect, actions, resources, conditions } = written ?? {};
  if (effect === undefined || !actions || !resources || !conditions) return undefined;
  const whole = {
    effect,
    actions: present(actions),
    resources: present(resources),
    conditions: wholeConditions(conditions),
  };
  return whole.actions.length > 0 && whole.resources.length > 0 ? whole : undefined;
}

const present = <T>(list: readonly (T | undefined)[]): T[] => list.filter((it) => it !== undefined);

type Conditions = ValidPart<PermissionStatement['conditions']>;
const wholeConditions = (conditions: Conditions): PermissionStatement['conditions'] =>
  mapped(conditions, (keys) => mapped(keys, present));

const mapped = <T, U>(map: { readonly [name: string]: T | undefined }, as: (value: T) => U): { [name: string]: U } =>
  Object.fromEntries(Object.entries(map).flatMap(([name, it]) => (it === undefined ? [] : [[name, as(it)]])));
