import { expect, test } from '@jest/globals';
import type { Cloud, Tags } from '../../../src/step.js';
import { apiStageResource } from '../../../steps/apigatewayv2/api-stage/resource.js';
import { apiResource } from '../../../steps/apigatewayv2/api/resource.js';
import { autoScalingGroupResource } from '../../../steps/autoscaling/auto-scaling-group/resource.js';
import { cloudMapServiceResource } from '../../../steps/servicediscovery/cloud-map-service/resource.js';
import { ecsServiceResource } from '../../../steps/ecs/ecs-service/resource.js';
import { instanceProfileResource } from '../../../steps/iam/instance-profile/resource.js';
import { logGroupResource } from '../../../steps/logs/log-group/resource.js';
import { namespaceResource } from '../../../steps/servicediscovery/namespace/resource.js';
import { roleResource } from '../../../steps/iam/role/resource.js';
import { securityGroupRuleResource } from '../../../steps/ec2/security-group-rule/resource.js';
import { vpcLinkResource } from '../../../steps/apigatewayv2/vpc-link/resource.js';
import { vpcResource } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud } from '../fake-cloud.js';

/** What is sent to set one tag and to remove another. */
async function sentBy(retag: (cloud: Cloud, set: Tags, remove: readonly string[]) => Promise<void> | undefined) {
  const { cloud, sent } = fakeCloud();
  await retag(cloud, { team: 'shop' }, ['old']);
  return sent();
}

test('EC2 tags anything by its id, a rule by its own', async () => {
  const tagging = (id: string) => [
    ['CreateTags', { Resources: [id], Tags: [{ Key: 'team', Value: 'shop' }] }],
    ['DeleteTags', { Resources: [id], Tags: [{ Key: 'old' }] }],
  ];
  expect(await sentBy((cloud, ...tags) => vpcResource.retag?.(cloud, 'vpc-1', ...tags))).toEqual(tagging('vpc-1'));
  const rule = { groupId: 'sg-1', ruleId: 'sgr-1', direction: 'egress' } as const;
  const forRule = await sentBy((cloud, ...tags) => securityGroupRuleResource.retag?.(cloud, rule, ...tags));
  expect(forRule).toEqual(tagging('sgr-1'));
});

test('ECS tags by ARN, IAM by name', async () => {
  const service = { cluster: 'arn:cluster', service: 'arn:service', family: 'web' };
  expect(await sentBy((cloud, ...tags) => ecsServiceResource.retag?.(cloud, service, ...tags))).toEqual([
    ['TagResource', { resourceArn: 'arn:service', tags: [{ key: 'team', value: 'shop' }] }],
    ['UntagResource', { resourceArn: 'arn:service', tagKeys: ['old'] }],
  ]);
  expect(await sentBy((cloud, ...tags) => roleResource.retag?.(cloud, 'demo-execution', ...tags))).toEqual([
    ['TagRole', { RoleName: 'demo-execution', Tags: [{ Key: 'team', Value: 'shop' }] }],
    ['UntagRole', { RoleName: 'demo-execution', TagKeys: ['old'] }],
  ]);
});

test('a log group is tagged by its ARN without the star at its end', async () => {
  const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/ecs/demo/web';
  expect(await sentBy((cloud, ...tags) => logGroupResource.retag?.(cloud, '/ecs/demo/web', ...tags))).toEqual([
    ['TagResource', { resourceArn, tags: { team: 'shop' } }],
    ['UntagResource', { resourceArn, tagKeys: ['old'] }],
  ]);
});

test('Cloud Map and API Gateway are told by ARNs, of which the latter have no account', async () => {
  const cloudMap = 'arn:aws:servicediscovery:us-east-1:123456789012';
  const gateway = 'arn:aws:apigateway:us-east-1:';
  const arnOf = async (...args: Parameters<typeof sentBy>) => {
    const calls = await sentBy(...args);
    const arns = calls.map(([, input]) => Object(input).ResourceARN ?? Object(input).ResourceArn);
    expect(calls.map(([operation]) => operation)).toEqual(['TagResource', 'UntagResource']);
    expect(arns[0]).toBe(arns[1]);
    return arns[0];
  };
  const id = { apiId: 'api-1', stageName: '$default' };
  expect([
    await arnOf((cloud, ...tags) => namespaceResource.retag?.(cloud, { namespaceId: 'ns-1' }, ...tags)),
    await arnOf((cloud, ...tags) => cloudMapServiceResource.retag?.(cloud, 'srv-1', ...tags)),
    await arnOf((cloud, ...tags) => vpcLinkResource.retag?.(cloud, 'link-1', ...tags)),
    await arnOf((cloud, ...tags) => apiResource.retag?.(cloud, 'api-1', ...tags)),
    await arnOf((cloud, ...tags) => apiStageResource.retag?.(cloud, id, ...tags)),
  ]).toEqual([
    `${cloudMap}:namespace/ns-1`,
    `${cloudMap}:service/srv-1`,
    `${gateway}:/vpclinks/link-1`,
    `${gateway}:/apis/api-1`,
    `${gateway}:/apis/api-1/stages/$default`,
  ]);
});

test('Auto Scaling is told which group, and that new instances get the tags; IAM tags profiles by name', async () => {
  const group = { ResourceId: 'demo', ResourceType: 'auto-scaling-group' };
  expect(await sentBy((cloud, ...tags) => autoScalingGroupResource.retag?.(cloud, 'demo', ...tags))).toEqual([
    ['CreateOrUpdateTags', { Tags: [{ ...group, Key: 'team', Value: 'shop', PropagateAtLaunch: true }] }],
    ['DeleteTags', { Tags: [{ ...group, Key: 'old' }] }],
  ]);
  expect(await sentBy((cloud, ...tags) => instanceProfileResource.retag?.(cloud, 'demo', ...tags))).toEqual([
    ['TagInstanceProfile', { InstanceProfileName: 'demo', Tags: [{ Key: 'team', Value: 'shop' }] }],
    ['UntagInstanceProfile', { InstanceProfileName: 'demo', TagKeys: ['old'] }],
  ]);
});
