import { CreateOrUpdateTagsCommand, DeleteTagsCommand as DeleteGroupTagsCommand } from '@aws-sdk/client-auto-scaling';
import { TagResourceCommand as TagApi, UntagResourceCommand as UntagApi } from '@aws-sdk/client-apigatewayv2';
import { TagResourceCommand as TagLogs, UntagResourceCommand as UntagLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-ec2';
import { TagResourceCommand as TagEcr, UntagResourceCommand as UntagEcr } from '@aws-sdk/client-ecr';
import { TagResourceCommand as TagEcs, UntagResourceCommand as UntagEcs } from '@aws-sdk/client-ecs';
import { AddTagsCommand, RemoveTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  TagInstanceProfileCommand,
  TagRoleCommand,
  UntagInstanceProfileCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  TagResourceCommand as TagCloudMap,
  UntagResourceCommand as UntagCloudMap,
} from '@aws-sdk/client-servicediscovery';
import type { Cloud, Tags } from '../src/step.js';
import { lowerTags, upperTags } from './tags.js';

/** Of tags. */
type Keys = readonly string[];

/**
 * Adding and removing tags, once for each service: a resource's `retag` is one line. Every service has one call
 * that adds or overwrites and one that removes, and refuses an empty list, so neither is sent for nothing.
 */

const any = (set: Tags) => Object.keys(set).length > 0;

/** @param id of any EC2 resource, e.g. `vpc-0123456789abcdef0` */
export async function retagEc2({ ec2 }: Cloud, id: string, set: Tags, remove: Keys): Promise<void> {
  if (any(set)) await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: upperTags(set) }));
  if (remove.length > 0)
    await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: remove.map((Key) => ({ Key })) }));
}

/** ECR tags a repository by its ARN. */
export async function retagEcr(cloud: Cloud, repositoryName: string, set: Tags, remove: Keys): Promise<void> {
  const { ecr, partition, region, account } = cloud;
  const resourceArn = `arn:${partition}:ecr:${region}:${account}:repository/${repositoryName}`;
  if (any(set)) await ecr.send(new TagEcr({ resourceArn, tags: upperTags(set) }));
  if (remove.length > 0) await ecr.send(new UntagEcr({ resourceArn, tagKeys: [...remove] }));
}

/** @param resourceArn of a cluster, a service or a task definition */
export async function retagEcs({ ecs }: Cloud, resourceArn: string, set: Tags, remove: Keys): Promise<void> {
  if (any(set)) await ecs.send(new TagEcs({ resourceArn, tags: lowerTags(set) }));
  if (remove.length > 0) await ecs.send(new UntagEcs({ resourceArn, tagKeys: [...remove] }));
}

/** @param arn of a load balancer, a target group, a listener or a rule */
export async function retagElb({ elbv2 }: Cloud, arn: string, set: Tags, remove: Keys): Promise<void> {
  if (any(set)) await elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags: upperTags(set) }));
  if (remove.length > 0) await elbv2.send(new RemoveTagsCommand({ ResourceArns: [arn], TagKeys: [...remove] }));
}

/** IAM tags a role by its name. */
export async function retagRole({ iam }: Cloud, RoleName: string, set: Tags, remove: Keys): Promise<void> {
  if (any(set)) await iam.send(new TagRoleCommand({ RoleName, Tags: upperTags(set) }));
  if (remove.length > 0) await iam.send(new UntagRoleCommand({ RoleName, TagKeys: [...remove] }));
}

export async function retagInstanceProfile({ iam }: Cloud, InstanceProfileName: string, set: Tags, remove: Keys) {
  if (any(set)) await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: upperTags(set) }));
  if (remove.length > 0)
    await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: [...remove] }));
}

/** Auto Scaling's tags name their group, and say whether new instances get them too: ours do. */
export const autoScalingTags = (groupName: string, tags: Tags) =>
  upperTags(tags).map((tag) => ({ ...groupOf(groupName), ...tag, PropagateAtLaunch: true }));
const groupOf = (ResourceId: string) => ({ ResourceId, ResourceType: 'auto-scaling-group' });

/** The instances that run already keep their tags. */
export async function retagAutoScaling({ autoscaling }: Cloud, groupName: string, set: Tags, remove: Keys) {
  if (any(set)) await autoscaling.send(new CreateOrUpdateTagsCommand({ Tags: autoScalingTags(groupName, set) }));
  if (remove.length > 0)
    await autoscaling.send(
      new DeleteGroupTagsCommand({ Tags: remove.map((Key) => ({ ...groupOf(groupName), Key })) }),
    );
}

/** @param resourceArn of a log group, without the `:*` at its end */
export async function retagLogs({ logs }: Cloud, resourceArn: string, set: Tags, remove: Keys): Promise<void> {
  if (any(set)) await logs.send(new TagLogs({ resourceArn, tags: set }));
  if (remove.length > 0) await logs.send(new UntagLogs({ resourceArn, tagKeys: [...remove] }));
}

/** @param path what follows the account in the ARN: `namespace/ns-…` or `service/srv-…` */
export async function retagCloudMap(cloud: Cloud, path: string, set: Tags, remove: Keys): Promise<void> {
  const { servicediscovery, partition, region, account } = cloud;
  const ResourceARN = `arn:${partition}:servicediscovery:${region}:${account}:${path}`;
  if (any(set)) await servicediscovery.send(new TagCloudMap({ ResourceARN, Tags: upperTags(set) }));
  if (remove.length > 0) await servicediscovery.send(new UntagCloudMap({ ResourceARN, TagKeys: [...remove] }));
}

/**
 * @param path of the resource in API Gateway, e.g. `/apis/a1b2c3` or `/vpclinks/d4e5f6`; its ARNs have no account.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export async function retagApiGateway(cloud: Cloud, path: string, set: Tags, remove: Keys): Promise<void> {
  const { apigatewayv2, partition, region } = cloud;
  const ResourceArn = `arn:${partition}:apigateway:${region}::${path}`;
  if (any(set)) await apigatewayv2.send(new TagApi({ ResourceArn, Tags: set }));
  if (remove.length > 0) await apigatewayv2.send(new UntagApi({ ResourceArn, TagKeys: [...remove] }));
}
