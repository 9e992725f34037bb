import { awsNames } from './aws-names.js';
import type { Format } from './format.js';
import { stackName } from './names.js';
import type { Path } from './member-path.js';

/**
 * Some names that a config gives must be unique in an account. A config that is used for more than one stack says in
 * `namesFor` which stack has these names as they are. Every other stack puts its own name in front of them.
 */

/** The members with such names; `*` is any service, job or port. */
const members: readonly (readonly [path: readonly string[], format: Format])[] = [
  [['cluster', 'name'], awsNames.cluster],
  [['cluster', 'executionRole'], awsNames.role],
  [['ingress', 'loadBalancer', 'name'], awsNames.loadBalancer],
  [['services', '*', 'repository'], awsNames.repository],
  [['services', '*', 'logGroup'], awsNames.logGroup],
  [['services', '*', 'target', 'name'], awsNames.targetGroup],
  [['services', '*', 'ports', '*', 'target', 'name'], awsNames.targetGroup],
  [['jobs', '*', 'repository'], awsNames.repository],
  [['jobs', '*', 'logGroup'], awsNames.logGroup],
];

/**
 * The name with the stack's in front: `other-demo-cluster`, `/ecs/other-BookService`. It goes behind the last slash, so
 * that names with a common path keep it.
 */
export function prefixed(stack: string, name: string): string {
  const end = name.lastIndexOf('/') + 1;
  return `${name.slice(0, end)}${stack}-${name.slice(end)}`;
}

/** Whether a stack puts its own name in front of names that the config gives or that are made of a service's name. */
export const isOtherStack = (stack: string | undefined, namesFor: string | undefined): stack is string =>
  stack !== undefined && namesFor !== undefined && stack !== namesFor;

/**
 * Puts the stack's name in front of the names that a config gives. It changes `data` itself.
 * @param data as it was read, not checked yet: wrong values are left as they are
 * @returns the members that were changed
 */
export function prefixNames(data: object): Path[] {
  const { name, namesFor } = data as { readonly name?: unknown; readonly namesFor?: unknown };
  if (!isName(name) || !isName(namesFor) || !isOtherStack(name, namesFor)) return [];
  return members.flatMap(([path, format]) =>
    within(data, path).flatMap(({ holder, at }) => {
      const member = at.at(-1) ?? '';
      const given: unknown = Reflect.get(holder, member);
      if (typeof given !== 'string' || format.objection(given)) return [];
      Reflect.set(holder, member, prefixed(name, given));
      return [at];
    }),
  );
}

const isName = (value: unknown): value is string => typeof value === 'string' && !stackName.objection(value);

/** The objects that have the last member of a path, each with its path; `*` stands for every member. */
function within(data: unknown, [first = '', ...rest]: readonly string[]): { holder: object; at: string[] }[] {
  if (typeof data !== 'object' || data === null) return [];
  const names = first === '*' ? Object.keys(data) : Object.hasOwn(data, first) ? [first] : [];
  if (rest.length === 0) return names.map((name) => ({ holder: data, at: [name] }));
  return names.flatMap((name) =>
    within(Reflect.get(data, name), rest).map(({ holder, at }) => ({ holder, at: [name, ...at] })),
  );
}
