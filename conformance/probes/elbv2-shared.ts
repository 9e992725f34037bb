import { DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { probesOf } from '../probe.js';
import { balancer, balancerIn, listen, targetGroupIn } from './elbv2.js';

/** What a stack meets that shares a load balancer with others. */
export const elbv2Shared = probesOf('elbv2', [
  {
    title: 'the tags of more than 20 things are not told in one call: ValidationError',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html',
    async run(story) {
      const { check, elbv2 } = story;
      const arn = await targetGroupIn(story);
      const others = Array.from({ length: 20 }, (_, i) => `${arn.slice(0, -2)}${String(i).padStart(2, '0')}`);
      await check.refused('DescribeTags', elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn, ...others] })), {
        code: 'ValidationError',
      });
    },
  },
  {
    ...balancer,
    title: 'a target group that a second load balancer would lead to is refused: TargetGroupAssociationLimit',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    async run(story) {
      const group = await targetGroupIn(story);
      const [first, second] = [await balancerIn(story), await balancerIn(story, story.name('lb2'))];
      await listen(story, first, group);
      await story.check.refused('CreateListener', listen(story, second, group), {
        code: 'TargetGroupAssociationLimit',
        means: ['create', 'refused'],
      });
    },
  },
]);
