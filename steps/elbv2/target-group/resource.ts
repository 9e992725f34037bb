import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import { wholeArn } from '../../../src/arn.js';
import { pages } from '../../../src/pages.js';
import { absent, firstNamed, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { pairsOf } from '../attributes.js';
import { omit, pick } from '../../common/pick.js';
import type { Vpc } from '../../ec2/vpc/resource.js';
import { upperTags } from '../../common/tags.js';
import { elbTags, retagElb } from '../tags.js';
import { script } from './script.js';
import {
  attributes,
  healthCheck,
  inOrder,
  liveAttributes,
  liveGroup,
  wantedGroup,
  type TargetGroupWant,
  type TargetOptions,
} from './settings.js';
import { targetsOfOthers } from './additions.js';
import { targetGroupDependents } from './dependents.js';

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html, PageSize */
const mostOnPage = 400;

interface TargetGroupOut {
  readonly targetGroupArn: string;
  /** `targetgroup/shop-web/943f017f100becff`, as metrics name it. */
  readonly targetGroupFullName: string;
  /** The one that it takes the place of: requests go there until all tasks are registered in both. */
  readonly replacedArn?: string;
}
export const targetGroupResource = resource({
  type: 'target-group',
  // A stack has one load balancer at most.
  quota: { name: 'balancer-target-groups', within: () => 'load-balancer' },
  uses: ['vpc'],
  script,
  fixed: ['Name', 'Protocol', 'ProtocolVersion', 'Port', 'VpcId', 'TargetType', 'LoadBalancer'],
  replace: 'create-first',
  // ECS takes a target group only where a load balancer leads to it, and a rule may lead only to where tasks are. So rules
  // lead to both meanwhile, and tasks are registered in both.
  handOver: ({ targetGroupArn, targetGroupFullName }: TargetGroupOut, last): TargetGroupOut => ({
    ...{ targetGroupArn, targetGroupFullName },
    replacedArn: last.targetGroupArn,
  }),
  // AWS refuses one that two load balancers lead to.
  isApart: (last: TargetGroupWant, want: TargetGroupWant) => last.LoadBalancer !== want.LoadBalancer,
  later: attributes,
  // With the same settings, CreateTargetGroup answers with an existing group, even another owner's: it does not compare
  // tags.
  sameName: 'returns',
  nameMember: 'Name',

  async create({ elbv2, tags }, want: TargetGroupWant) {
    // Attributes are set by a call of their own.
    const input = { ...omit(want, [...attributes, 'LoadBalancer']), Tags: upperTags(tags) };
    const made = await elbv2.send(new CreateTargetGroupCommand(input));
    return required(made.TargetGroups?.[0]?.TargetGroupArn, 'TargetGroupArn');
  },

  fromArn: wholeArn('elasticloadbalancing', 'targetgroup/'),
  // A name that is not there fails the question for all names in it, so many names would be as many calls. The list of all is one
  // question for all steps.
  async find(cloud, { Name }) {
    const groups = await pages(async (Marker) => {
      const answer = await cloud.elbv2.send(new DescribeTargetGroupsCommand({ PageSize: mostOnPage, Marker }));
      return { items: answer.TargetGroups, next: answer.NextMarker };
    });
    const named = groups.filter((it) => it.TargetGroupName === Name);
    const arn = required(firstNamed(named, 'TargetGroups').TargetGroupArn, 'TargetGroupArn');
    return [{ id: arn, tags: await elbTags(cloud, arn) }];
  },

  async read(cloud, arn) {
    const { TargetGroups: [group] = [] } = await cloud.elbv2.send(
      new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }),
    );
    if (!group) return absent;
    const [told, tags] = await all([attributesOf(cloud, arn), elbTags(cloud, arn)]);
    const out: TargetGroupOut = { targetGroupArn: arn, targetGroupFullName: arn.split(':').at(-1) ?? '' };
    return ready(out, { ...liveGroup(group), ...liveAttributes(told) }, { tags });
  },

  // The check is sent as a whole: AWS holds its parts against each other, the timeout against the interval.
  async update({ elbv2 }, TargetGroupArn, want, changed) {
    if (healthCheck.some((member) => changed.includes(member)))
      await elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...pick(want, healthCheck) }));
    const calls = inOrder(want, changed).map((keys) => pairsOf(want, attributes, keys));
    const [first = [], then = []] = calls;
    if (first.length > 0)
      await elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: first }));
    if (then.length > 0) await elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: then }));
  },

  additions: (cloud, id, { VpcId }) => targetsOfOthers(cloud, id, required(VpcId, 'VpcId')),
  retag: retagElb,

  async delete({ elbv2 }, TargetGroupArn) {
    await elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  },

  dependents: targetGroupDependents,
});
export type TargetGroup = StepOf<typeof targetGroupResource>;

async function attributesOf({ elbv2 }: Cloud, TargetGroupArn: string) {
  return (await elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))).Attributes;
}

/**
 * The tasks of one service that the load balancer may send requests to. Free. By address, because each task has one
 * of its own.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 * @param options.port counts for nothing: ECS registers each task with its container's. It cannot be changed, so it
 *   is best left as it is when that one changes.
 */
export const targetGroup = (name: string, needs: { vpc: Vpc }, options: TargetOptions) =>
  step({
    name,
    resource: targetGroupResource,
    needs,
    why: 'Checks which tasks are healthy, so that only those get requests',
    want: ({ vpc }) => wantedGroup(vpc.vpcId, options),
  });
