import { DescribeAutoScalingGroupsCommand, type AutoScalingGroup, type Filter } from '@aws-sdk/client-auto-scaling';
import { on } from '../../service.js';
import { invalid, refuseOtherMembers, pageOf } from './input.js';
import { shownTags } from './tags.js';
import { groups, type GroupRow } from './tables.js';

export const groupDescriptionOperations = [
  /**
   * A name that nothing has is left out, as nothing else in the answer says.
   * Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
   */
  on(DescribeAutoScalingGroupsCommand, (input, context) => {
    refuseOtherMembers(input, ['AutoScalingGroupNames', 'Filters', 'IncludeInstances', 'MaxRecords', 'NextToken']);
    const { AutoScalingGroupNames: names, Filters = [] } = input;
    for (const { Name = '' } of Filters) requireKnown(Name);
    const wanted = groups(context).all(
      (row) =>
        (!names?.length || names.includes(row.group.AutoScalingGroupName)) &&
        Filters.every((filter) => passes(filter, row)),
    );
    const { items, more } = pageOf(wanted, ({ group }) => group.AutoScalingGroupName, input);
    return { AutoScalingGroups: items.map(shown), ...more };
  }),
];

const shown = (row: GroupRow): AutoScalingGroup =>
  structuredClone({
    ...row.group,
    Instances: row.members,
    Tags: shownTags(row),
    ...(row.deleting && { Status: 'Delete in progress' }),
  });

/** Whether there are groups or not. @throws AwsError `ValidationError` */
function requireKnown(name: string): void {
  if (!/^(tag-key|tag-value|tag:.*)$/s.test(name)) throw invalid(`Filter type ${name} is not correct.`);
}

function passes({ Name = '', Values = [] }: Filter, { tags }: GroupRow): boolean {
  if (Name === 'tag-key') return tags.some(({ Key }) => Values.includes(Key));
  if (Name === 'tag-value') return tags.some(({ Value }) => Values.includes(Value));
  return tags.some(({ Key, Value }) => `tag:${Key}` === Name && Values.includes(Value));
}
