import { hasCommonGroup, mostRulesForEach } from './common-group.js';
import { maxTaskGroups } from '../facts/name-limits.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for security groups that exist already. */

/** A security group is in one VPC, so none is in one that the stack makes. */
export function groupsOfNoNetwork(config: ValidPart<Shape>): Finding[] {
  const { network } = config;
  if (!network || network.existing) return [];
  return tasksOf(config).flatMap(({ at, task: { securityGroups = [] } }): Finding[] =>
    securityGroups.length === 0
      ? []
      : [
          {
            at: [[...at, 'securityGroups']],
            message: 'these groups exist already, so they are in another VPC than the one that the stack makes',
            hint: 'name their VPC in `network.existing`; `allow` and `calledBy` say who is let in to the group of the stack',
            restsOn: [
              [...at, 'securityGroups'],
              ['network', 'existing'],
            ],
          },
        ],
  );
}

/** Each task has the stack's own group, too, and in a stack of many that of all tasks. */
export function tooManyGroups(config: ValidPart<Shape>): Finding[] {
  const isCommon = hasCommonGroup(config);
  const own = isCommon ? 2 : 1;
  return tasksOf(config).flatMap(({ at, task: { securityGroups = [] } }): Finding[] => {
    if (securityGroups.length + own <= maxTaskGroups) return [];
    const stacks = isCommon
      ? `two of the stack (more than ${mostRulesForEach} services and jobs bear one more)`
      : "the stack's own one";
    return [
      {
        at: [[...at, 'securityGroups']],
        message: `${securityGroups.length} groups, and ${stacks}: ECS takes ${maxTaskGroups} for a task`,
        hint: 'put rules of several groups into one',
      },
    ];
  });
}
