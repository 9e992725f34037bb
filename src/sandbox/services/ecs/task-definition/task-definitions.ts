import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { on } from '../../../service.js';
import { checkPassing } from '../../iam/passing.js';
import { checkedTags, clientException, pageOf, present } from '../input.js';
import { arn, definitionNamed } from '../names.js';
import { families, taskDefinitions, type TaskDefinitionRow } from '../tables.js';
import { checkedDefinition } from './task-definition-rules.js';

export const taskDefinitionOperations = [
  /** Every call makes a revision, even when nothing differs. Numbers go up for ever. */
  on(RegisterTaskDefinitionCommand, (input, context) => {
    const checked = checkedDefinition(input);
    checkPassing(context, [checked.executionRoleArn, checked.taskRoleArn], 'AccessDeniedException');
    const tags = checkedTags(input.tags);
    const revision = (families(context).get(checked.family)?.latest ?? 0) + 1;
    const name = `${checked.family}:${revision}`;
    families(context).set(checked.family, { latest: revision });
    const row: TaskDefinitionRow = {
      definition: {
        ...checked,
        taskDefinitionArn: arn(context, `task-definition/${name}`),
        revision,
        status: 'ACTIVE',
        registeredAt: context.now,
        registeredBy: `arn:${context.partition}:iam::${context.account}:user/sandbox`,
      },
      tags,
    };
    taskDefinitions(context).set(name, row);
    return { taskDefinition: row.definition, tags };
  }),

  on(DescribeTaskDefinitionCommand, (input, context) => {
    const row = definitionNamed(context, present(input.taskDefinition, 'Task definition'));
    if (!row) throw clientException('Unable to describe task definition.');
    return { taskDefinition: row.definition, ...(input.include?.includes('TAGS') && { tags: row.tags }) };
  }),

  /**
   * By family, then by number.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
   */
  on(ListTaskDefinitionsCommand, (input, context) => {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const matching = taskDefinitions(context).all(
      ({ definition }) => definition.status === status && (familyPrefix ?? definition.family) === definition.family,
    );
    const key = sort === 'DESC' ? (row: TaskDefinitionRow) => reversed(orderOf(row)) : orderOf;
    const { items, more } = pageOf(matching, key, input);
    return { taskDefinitionArns: items.map(({ definition }) => definition.taskDefinitionArn), ...more };
  }),

  /** A family is ACTIVE while one of its revisions is. */
  on(ListTaskDefinitionFamiliesCommand, (input, context) => {
    const { familyPrefix = '', status = 'ALL' } = input;
    const of = (wanted?: 'ACTIVE') =>
      taskDefinitions(context).all(({ definition }) => (wanted ?? definition.status) === definition.status);
    const active = new Set(of('ACTIVE').map(({ definition }) => definition.family));
    const all = [...new Set(of().map(({ definition }) => definition.family))];
    const matching = all.filter(
      (family) => family.startsWith(familyPrefix) && (status === 'ALL' || (status === 'ACTIVE') === active.has(family)),
    );
    const { items, more } = pageOf(matching, (family) => family, input);
    return { families: items, ...more };
  }),
];

const orderOf = ({ definition }: TaskDefinitionRow) =>
  `${definition.family}\u0000${String(definition.revision).padStart(9, '0')}`;

/** Sorts the other way round. */
const reversed = (key: string) => [...key].map((char) => String.fromCharCode(0x7f - char.charCodeAt(0))).join('');
