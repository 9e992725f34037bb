import { GetStageCommand, GetStagesCommand, type GetStagesCommandOutput } from '@aws-sdk/client-apigatewayv2';
import { DescribeSecurityGroupRulesCommand, type DescribeSecurityGroupRulesCommandOutput } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  type DescribeListenersCommandOutput,
  type DescribeRulesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  type ListTaskDefinitionsCommandOutput,
} from '@aws-sdk/client-ecs';
import {
  GetServiceCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  type ListServicesCommandOutput,
} from '@aws-sdk/client-servicediscovery';
import { describe, expect, test } from '@jest/globals';
import { apiStageResource } from '../../steps/apigatewayv2/api-stage/resource.js';
import { securityGroupRuleResource } from '../../steps/ec2/security-group-rule/resource.js';
import { taskDefinitionResource } from '../../steps/ecs/task-definition/resource.js';
import { listenerRuleResource } from '../../steps/elbv2/listener-rule/resource.js';
import { listenerResource } from '../../steps/elbv2/listener/resource.js';
import { cloudMapServiceResource } from '../../steps/servicediscovery/cloud-map-service/resource.js';
import type { Cloud, Tags } from '../../src/step.js';
import { fakeCloud, lower, tags, upper } from './fake-cloud.js';

/** Where lists are enough, what a list shows is not asked for by itself; and it is, wherever they are not. */

const definition = 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:3';
const service = 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1';

/** A page that does or does not show what is meant, and whether more follow. */
interface Page {
  readonly shows: boolean;
  readonly more?: boolean;
}

interface Noun {
  /** What answers each list as told, and the question about one thing always. */
  cloud(list: Page | Error): ReturnType<typeof fakeCloud>;
  readonly arn: string;
  read(cloud: Cloud): Promise<object>;
  /** The operation, and the member by which it lists, where it asks for one as well. */
  readonly lists: string;
  readonly asks: string;
  /** The operation that shows the tags of one; absent where the list does. */
  readonly asksTags?: string;
  readonly live: object;
  /** What is seen of it only where it is asked for. */
  readonly more: object;
}

const elb = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const listener = `${elb}:listener/app/demo/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const rule = `${elb}:listener-rule/app/demo/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
const shownListener = { ListenerArn: listener, Protocol: 'HTTP' as const, Port: 80, DefaultActions: [] };
const shownRule = { RuleArn: rule, Priority: '2', Conditions: [], Actions: [] };
const groupRule = { SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
const shownGroupRule = { ...groupRule, IsEgress: false, CidrIpv4: '10.0.0.0/16', Tags: upper };
const stage = { StageName: 'one', AutoDeploy: true, Tags: tags };

const records = { RoutingPolicy: 'MULTIVALUE' as const, DnsRecords: [{ Type: 'SRV' as const, TTL: 10 }] };
const others = (count: number) => Array.from({ length: count }, (_, at) => `other-${at}`);

const nouns: { readonly [noun: string]: Noun } = {
  'task-definition': {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<ListTaskDefinitionsCommandOutput> => {
        if (list instanceof Error) throw list;
        return {
          taskDefinitionArns: [...others(99), ...(list.shows ? [definition] : [])],
          ...(list.more && { nextToken: String(fake.sent().length) }),
        };
      };
      fake.ecs.on(ListTaskDefinitionsCommand).callsFake(page);
      fake.ecs.on(DescribeTaskDefinitionCommand).resolves({
        taskDefinition: { family: 'web', cpu: '256', memory: '512', status: 'ACTIVE' },
        tags: lower,
      });
      return fake;
    },
    arn: definition,
    read: (cloud) => taskDefinitionResource.read(cloud, definition),
    lists: 'ListTaskDefinitions',
    asks: 'DescribeTaskDefinition',
    asksTags: 'DescribeTaskDefinition',
    live: {},
    more: { family: 'web', cpu: '256', memory: '512' },
  },
  'cloud-map-service': {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<ListServicesCommandOutput> => {
        if (list instanceof Error) throw list;
        const shown = { Id: 'srv-1', Arn: service, Name: 'web', DnsConfig: records };
        return {
          Services: [...others(99).map((Id) => ({ Id })), ...(list.shows ? [shown] : [])],
          ...(list.more && { NextToken: String(fake.sent().length) }),
        };
      };
      fake.servicediscovery.on(ListServicesCommand).callsFake(page);
      fake.servicediscovery.on(GetServiceCommand).resolves({
        Service: { Id: 'srv-1', Arn: service, Name: 'web', NamespaceId: 'ns-1', DnsConfig: records },
      });
      fake.servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: upper });
      return fake;
    },
    arn: service,
    read: (cloud) => cloudMapServiceResource.read(cloud, 'srv-1'),
    lists: 'ListServices',
    asks: 'GetService',
    asksTags: 'ListTagsForResource',
    live: { Name: 'web', Type: 'SRV', TTL: 10 },
    more: { NamespaceId: 'ns-1' },
  },
  listener: {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<DescribeListenersCommandOutput> => {
        if (list instanceof Error) throw list;
        const shown = list.shows ? [shownListener] : [];
        return {
          Listeners: [...others(99).map((ListenerArn) => ({ ListenerArn })), ...shown],
          ...(list.more && { NextMarker: String(fake.sent().length) }),
        };
      };
      const LoadBalancerArn = `${elb}:loadbalancer/app/demo/50dc6c495c0c9188`;
      fake.elbv2.on(DescribeListenersCommand, { ListenerArns: [listener] }).resolves({ Listeners: [shownListener] });
      fake.elbv2.on(DescribeListenersCommand, { LoadBalancerArn }).callsFake(page);
      fake.elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ ResourceArn: listener, Tags: upper }] });
      return fake;
    },
    arn: listener,
    read: (cloud) => listenerResource.read(cloud, listener),
    lists: 'DescribeListeners LoadBalancerArn',
    asks: 'DescribeListeners',
    asksTags: 'DescribeTags',
    live: { Protocol: 'HTTP', Port: 80 },
    more: {},
  },
  'listener-rule': {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<DescribeRulesCommandOutput> => {
        if (list instanceof Error) throw list;
        return {
          Rules: [...others(99).map((RuleArn) => ({ RuleArn })), ...(list.shows ? [shownRule] : [])],
          ...(list.more && { NextMarker: String(fake.sent().length) }),
        };
      };
      fake.elbv2.on(DescribeRulesCommand, { RuleArns: [rule] }).resolves({ Rules: [shownRule] });
      fake.elbv2.on(DescribeRulesCommand, { ListenerArn: listener }).callsFake(page);
      fake.elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ ResourceArn: rule, Tags: upper }] });
      return fake;
    },
    arn: rule,
    read: (cloud) => listenerRuleResource.read(cloud, rule),
    lists: 'DescribeRules ListenerArn',
    asks: 'DescribeRules',
    asksTags: 'DescribeTags',
    live: { Priority: 2 },
    more: {},
  },
  'security-group-rule': {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<DescribeSecurityGroupRulesCommandOutput> => {
        if (list instanceof Error) throw list;
        const shown = list.shows ? [shownGroupRule] : [];
        return {
          SecurityGroupRules: [...others(99).map((SecurityGroupRuleId) => ({ SecurityGroupRuleId })), ...shown],
          ...(list.more && { NextToken: String(fake.sent().length) }),
        };
      };
      const Filters = [{ Name: 'group-id', Values: ['sg-1'] }];
      const alone = { SecurityGroupRules: [shownGroupRule] };
      fake.ec2.on(DescribeSecurityGroupRulesCommand, { SecurityGroupRuleIds: ['sgr-1'] }).resolves(alone);
      fake.ec2.on(DescribeSecurityGroupRulesCommand, { Filters }).callsFake(page);
      return fake;
    },
    arn: 'arn:aws:ec2:us-east-1:123456789012:security-group-rule/sgr-1',
    read: (cloud) => securityGroupRuleResource.read(cloud, { ruleId: 'sgr-1', groupId: 'sg-1', direction: 'ingress' }),
    lists: 'DescribeSecurityGroupRules Filters',
    asks: 'DescribeSecurityGroupRules',
    live: { GroupId: 'sg-1', Direction: 'ingress', Port: 80 },
    more: {},
  },
  'api-stage': {
    cloud(list) {
      const fake = fakeCloud();
      const page = (): Partial<GetStagesCommandOutput> => {
        if (list instanceof Error) throw list;
        return {
          Items: [...others(99).map((StageName) => ({ StageName })), ...(list.shows ? [stage] : [])],
          ...(list.more && { NextToken: String(fake.sent().length) }),
        };
      };
      fake.apigatewayv2.on(GetStagesCommand).callsFake(page);
      fake.apigatewayv2.on(GetStageCommand).resolves(stage);
      return fake;
    },
    arn: 'arn:aws:apigateway:us-east-1::/apis/api-1/stages/one',
    read: (cloud) => apiStageResource.read(cloud, { apiId: 'api-1', stageName: 'one' }),
    lists: 'GetStages',
    asks: 'GetStage',
    live: { AutoDeploy: true },
    more: {},
  },
};

/** AWS's index of tags: it shows those of one ARN. */
const indexOf = (arn: string, listed: Tags | undefined) => ({
  listedTags: async (asked: string) => (asked === arn ? listed : undefined),
});

describe.each(Object.entries(nouns))('%s', (_, { cloud: cloudWith, arn, read, lists, asks, asksTags, live, more }) => {
  const [, by] = lists.split(' ');
  const operations = (fake: ReturnType<typeof fakeCloud>) =>
    fake
      .sent()
      .map(([operation, input]) => (by !== undefined && by in Object(input) ? `${operation} ${by}` : operation));

  test('what its list shows is seen without asking for it', async () => {
    const fake = cloudWith({ shows: true });
    expect(await read({ ...fake.cloud, ...indexOf(arn, tags) })).toMatchObject({ is: 'ready', live, tags });
    expect(operations(fake)).toEqual([lists]);
  });

  test('where lists are not enough, it alone is asked for', async () => {
    const fake = cloudWith({ shows: true });
    expect(await read(fake.cloud)).toMatchObject({ is: 'ready', live: { ...live, ...more }, tags });
    expect(operations(fake)).toContain(asks);
    expect(operations(fake)).not.toContain(lists);
  });

  const unlisted = {
    'does not show it': { shows: false },
    'is longer than 500': { shows: true, more: true },
    'may not be read': Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
  };
  test.each(Object.entries(unlisted))('where the list %s, it is asked for', async (_why, list) => {
    const fake = cloudWith(list);
    expect(await read({ ...fake.cloud, ...indexOf(arn, tags) })).toMatchObject({ live: { ...live, ...more }, tags });
    expect(operations(fake)).toContain(asks);
    expect(operations(fake).filter((it) => it === lists).length).toBeLessThanOrEqual(5);
  });

  test('where the index does not know its tags, these are asked for', async () => {
    const fake = cloudWith({ shows: true });
    expect(await read({ ...fake.cloud, ...indexOf(arn, undefined) })).toMatchObject({ live, tags });
    expect(operations(fake)).toEqual([lists, ...(asksTags === undefined ? [] : [asksTags])]);
  });
});
