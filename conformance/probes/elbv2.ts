import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  type CreateTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DeleteSecurityGroupCommand, DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { gone } from '../checks.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_${operation}.html`;

/** A target group of the story. */
export async function targetGroupIn(story: Story, more: Partial<CreateTargetGroupCommandInput> = {}): Promise<string> {
  const { elbv2, given, name, tagList: Tags } = story;
  const input = {
    ...{ Name: name('group'), Protocol: 'HTTP' as const, Port: 80, TargetType: 'ip' as const },
    ...{ VpcId: await given.vpc(), Tags },
  };
  const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand({ ...input, ...more }));
  return `${TargetGroups?.[0]?.TargetGroupArn}`;
}

/** An internal load balancer of the shared subnets: an account needs no internet gateway for it. */
export async function balancerIn(story: Story, Name = story.name('lb')): Promise<string> {
  const { elbv2, given, tagList: Tags } = story;
  const command = new CreateLoadBalancerCommand({
    ...{ Name, Type: 'application', Scheme: 'internal', Tags },
    ...{ Subnets: [...(await given.subnets())], SecurityGroups: [await given.group()] },
  });
  const { LoadBalancers } = await elbv2.send(command);
  return `${LoadBalancers?.[0]?.LoadBalancerArn}`;
}

/** A listener that sends all requests to a target group. */
export const listen = ({ elbv2 }: Story, LoadBalancerArn: string, TargetGroupArn: string, Port = 80) =>
  elbv2.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTP', Port },
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );

const noArn = ({ partition, region, account }: Story, resource: string) =>
  `arn:${partition}:elasticloadbalancing:${region}:${account}:${resource}`;

/** What an hour of an Application Load Balancer costs, with a unit of capacity. */
export const balancer = { usd: 0.03, seconds: 420 };

export const elbv2 = probesOf('elbv2', [
  {
    title: 'a target group has the health check that it is given unless told otherwise',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArns = [await targetGroupIn(story)];
      const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns }));
      const [group] = TargetGroups;
      check.equal(
        'the health check',
        [
          group?.HealthCheckPath,
          group?.HealthCheckPort,
          group?.HealthCheckProtocol,
          group?.HealthCheckIntervalSeconds,
          group?.HealthCheckTimeoutSeconds,
          group?.HealthyThresholdCount,
          group?.UnhealthyThresholdCount,
          group?.Matcher?.HttpCode,
        ],
        ['/', 'traffic-port', 'HTTP', 30, 5, 5, 2, '200'],
      );
      check.equal('its load balancers', group?.LoadBalancerArns, []);
    },
  },
  {
    title: 'creating a target group with the same settings answers the one that is there',
    source: api('CreateTargetGroup'),
    async run(story) {
      const Name = story.name('group');
      const arn = await targetGroupIn(story, { Name });
      story.check.matches('the first ARN', arn, /^arn:/);
      story.check.equal('the ARN', await targetGroupIn(story, { Name }), arn);
    },
  },
  {
    title: 'creating a target group with other settings under its name is refused: DuplicateTargetGroupName',
    source: api('CreateTargetGroup'),
    async run(story) {
      const Name = story.name('group');
      await targetGroupIn(story, { Name });
      await story.check.refused('CreateTargetGroup', targetGroupIn(story, { Name, Port: 8080 }), {
        code: 'DuplicateTargetGroupName',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'the name of a target group has at most 32 characters: ValidationError',
    source: api('CreateTargetGroup'),
    async run(story) {
      await story.check.refused('CreateTargetGroup', targetGroupIn(story, { Name: 'a'.repeat(33) }), {
        code: 'ValidationError',
      });
    },
  },
  {
    title: 'a target group of gRPC is asked for a method that no service has, and 12 is healthy',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    async run(story) {
      const TargetGroupArns = [await targetGroupIn(story, { ProtocolVersion: 'GRPC' })];
      const { TargetGroups = [] } = await story.elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns }));
      const [group] = TargetGroups;
      story.check.equal('the path', group?.HealthCheckPath, '/AWS.ALB/healthcheck');
      story.check.equal('the codes', group?.Matcher, { GrpcCode: '12' });
    },
  },
  {
    title:
      'slow start in one call with another algorithm is refused, with 0 seconds as well: InvalidConfigurationRequest',
    source: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3686',
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const set = (attributes: { readonly [key: string]: string }) => {
        const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
        return elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
      };
      const [algorithm, slowStart] = ['load_balancing.algorithm.type', 'slow_start.duration_seconds'];
      await check.refused('ModifyTargetGroupAttributes', set({ [algorithm]: 'weighted_random', [slowStart]: '0' }), {
        code: 'InvalidConfigurationRequest',
      });
      const { Attributes = [] } = await set({ [algorithm]: 'weighted_random' });
      check.equal('the algorithm', Attributes.find(({ Key }) => Key === algorithm)?.Value, 'weighted_random');
    },
  },
  {
    title: 'a target group that is not there is refused: TargetGroupNotFound',
    source: api('DescribeTargetGroups'),
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArns = [noArn(story, 'targetgroup/nobody/0123456789abcdef')];
      await check.refused('DescribeTargetGroups', elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns })), {
        code: 'TargetGroupNotFound',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'deleting a target group twice is no error',
    source: 'believed: the API lists ResourceInUse alone for DeleteTargetGroup',
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      await elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
      const again = await elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
      check.equal('the status', again.$metadata.httpStatusCode, 200);
    },
  },
  {
    title: 'the health check of a target group is changed in place',
    source: api('ModifyTargetGroup'),
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const change = { HealthCheckPath: '/health', HealthCheckIntervalSeconds: 15 };
      await elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...change }));
      const read = async () => {
        const { TargetGroups = [] } = await elbv2.send(
          new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }),
        );
        return [TargetGroups[0]?.HealthCheckPath, TargetGroups[0]?.HealthCheckIntervalSeconds];
      };
      await check.shows('path and interval', read, ['/health', 15]);
    },
  },
  {
    title: 'a target is deregistered for 300 seconds unless told otherwise',
    source: api('TargetGroupAttribute'),
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const Key = 'deregistration_delay.timeout_seconds';
      const read = async () =>
        (await elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))).Attributes?.find(
          (it) => it.Key === Key,
        )?.Value;
      check.equal('the delay', await read(), '300');
      const Attributes = [{ Key, Value: '5' }];
      await elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
      await check.shows('the delay, changed', read, '5');
    },
  },
  {
    title: 'an address outside of the VPC is no target: InvalidTarget or ValidationError',
    source: api('TargetDescription'),
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const Targets = [{ Id: '8.8.8.8', Port: 80 }];
      await check.refused('RegisterTargets', elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets })), {
        code: /^(InvalidTarget|ValidationError)$/,
      });
    },
  },
  {
    title: 'a target of a group that no listener uses is unused: Target.NotInUse',
    source: api('TargetHealth'),
    seconds: 60,
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const Targets = [{ Id: '10.99.0.250', Port: 80 }];
      await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
      const read = async () => {
        const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
        return TargetHealthDescriptions.map(({ TargetHealth }) => [TargetHealth?.State, TargetHealth?.Reason]);
      };
      await check.shows('the health', read, [['unused', 'Target.NotInUse']]);
    },
  },
  {
    title: 'a target that nobody has registered is unused, and no error: Target.NotRegistered',
    source: api('TargetHealth'),
    async run(story) {
      const { check, elbv2 } = story;
      const TargetGroupArn = await targetGroupIn(story);
      const Targets = [{ Id: '10.99.0.251', Port: 80 }];
      const { TargetHealthDescriptions = [] } = await elbv2.send(
        new DescribeTargetHealthCommand({ TargetGroupArn, Targets }),
      );
      check.equal(
        'the health',
        TargetHealthDescriptions.map(({ Target, TargetHealth }) => [
          Target?.Id,
          TargetHealth?.State,
          TargetHealth?.Reason,
        ]),
        [['10.99.0.251', 'unused', 'Target.NotRegistered']],
      );
    },
  },
  {
    title: 'tags are added and taken away by ARN',
    source: api('AddTags'),
    async run(story) {
      const { check, elbv2, tagList } = story;
      const ResourceArns = [await targetGroupIn(story)];
      const read = async () =>
        (await elbv2.send(new DescribeTagsCommand({ ResourceArns }))).TagDescriptions?.[0]?.Tags?.length;
      await elbv2.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: 'probe', Value: '1' }] }));
      await check.shows('how many tags', read, tagList.length + 1);
      await elbv2.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ['probe', 'not there'] }));
      await check.shows('how many tags are left', read, tagList.length);
    },
  },
  {
    title: 'a load balancer that is not there is refused: LoadBalancerNotFound',
    source: api('DescribeLoadBalancers'),
    async run(story) {
      const { check, elbv2 } = story;
      const LoadBalancerArns = [noArn(story, 'loadbalancer/app/nobody/0123456789abcdef')];
      const command = new DescribeLoadBalancersCommand({ LoadBalancerArns });
      await check.refused('DescribeLoadBalancers', elbv2.send(command), {
        code: 'LoadBalancerNotFound',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'deleting a load balancer that is not there is no error',
    source: api('DeleteLoadBalancer'),
    async run(story) {
      const { check, elbv2 } = story;
      const LoadBalancerArn = noArn(story, 'loadbalancer/app/nobody/0123456789abcdef');
      const answer = await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
      check.equal('the status', answer.$metadata.httpStatusCode, 200);
    },
  },
  {
    title: 'a load balancer in one zone is refused: ValidationError or InvalidConfigurationRequest',
    source: api('CreateLoadBalancer'),
    async run({ check, elbv2, given, name }) {
      const [subnet] = await given.subnets();
      const command = new CreateLoadBalancerCommand({ Name: name('lb'), Scheme: 'internal', Subnets: [subnet] });
      await check.refused('CreateLoadBalancer', elbv2.send(command), {
        code: /^(ValidationError|InvalidConfigurationRequest)$/,
      });
    },
  },
  {
    title: 'a load balancer in a subnet that is not there is refused: SubnetNotFound or InvalidSubnet',
    source: api('CreateLoadBalancer'),
    async run({ check, elbv2, given, name }) {
      const Subnets = [(await given.subnets())[0], 'subnet-0123456789abcdef0'];
      const command = new CreateLoadBalancerCommand({ Name: name('lb'), Scheme: 'internal', Subnets });
      await check.refused('CreateLoadBalancer', elbv2.send(command), { code: /^(SubnetNotFound|InvalidSubnet)$/ });
    },
  },
  {
    title: 'a name that begins with internal- is refused: ValidationError',
    source: api('CreateLoadBalancer'),
    async run(story) {
      await story.check.refused('CreateLoadBalancer', balancerIn(story, 'internal-of-mine'), {
        code: 'ValidationError',
      });
    },
  },
  {
    ...balancer,
    title: 'a load balancer is provisioning, then active, with an interface in each subnet, and is gone at once',
    source: api('LoadBalancerState'),
    async run(story) {
      const { check, elbv2, ec2, given } = story;
      const arn = await balancerIn(story);
      const read = async () =>
        (await elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }))).LoadBalancers?.[0];
      await check.becomes('its state', async () => (await read())?.State?.Code, {
        through: ['provisioning'],
        goal: 'active',
        seconds: 600,
      });
      const shown = await read();
      check.has('the load balancer', shown, 'DNSName', 'CanonicalHostedZoneId', 'VpcId', 'AvailabilityZones');
      check.matches('its DNS name', shown?.DNSName, /^internal-.*\.elb\.amazonaws\.com(\.cn)?$/);
      const Filters = [{ Name: 'description', Values: [`ELB ${arn.split(':loadbalancer/')[1]}`] }];
      const interfaces = async () =>
        (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
      check.equal('how many interfaces', (await interfaces()).length, 2);
      check.equal('who asked for them', (await interfaces())[0]?.RequesterId, 'amazon-elb');
      await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
      await check.becomes('its state, once deleted', async () => (await read())?.State?.Code, {
        through: ['active'],
        goal: gone,
        seconds: 60,
      });
      const GroupId = await given.group();
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
      await check.shows('how many interfaces are left', async () => (await interfaces()).length, 0, 35 * 60);
    },
  },
  {
    ...balancer,
    title: 'creating a load balancer with the same settings answers it; with others it is refused',
    source: api('CreateLoadBalancer'),
    async run(story) {
      const { check, elbv2, given } = story;
      const Name = story.name('lb');
      const arn = await balancerIn(story, Name);
      check.equal('the ARN', await balancerIn(story, Name), arn);
      const command = new CreateLoadBalancerCommand({
        ...{ Name, Scheme: 'internal', IpAddressType: 'ipv4', Type: 'application' },
        Subnets: [...(await given.subnets())],
        Tags: [{ Key: 'other', Value: 'tag' }],
      });
      await check.refused('CreateLoadBalancer', elbv2.send(command), {
        code: 'DuplicateLoadBalancerName',
        means: ['create', 'taken'],
      });
    },
  },
  {
    ...balancer,
    title: 'a protected load balancer is not deleted: OperationNotPermitted',
    source: api('DeleteLoadBalancer'),
    async run(story) {
      const { check, elbv2 } = story;
      const LoadBalancerArn = await balancerIn(story);
      const set = (Value: string) =>
        elbv2.send(
          new ModifyLoadBalancerAttributesCommand({
            LoadBalancerArn,
            Attributes: [{ Key: 'deletion_protection.enabled', Value }],
          }),
        );
      await set('true');
      await check.refused('DeleteLoadBalancer', elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn })), {
        code: 'OperationNotPermitted',
        means: ['delete', 'refused'],
      });
      await set('false');
    },
  },
  {
    ...balancer,
    title: 'a port has one listener, a target group in use is not deleted, and listeners go with their load balancer',
    source: api('CreateListener'),
    async run(story) {
      const { check, elbv2 } = story;
      const [arn, first, second] = [await balancerIn(story), await targetGroupIn(story), await targetGroupIn(story)];
      const { Listeners } = await listen(story, arn, first);
      const ListenerArn = `${Listeners?.[0]?.ListenerArn}`;
      await check.refused('CreateListener', listen(story, arn, second), {
        code: 'DuplicateListener',
        means: ['create', 'taken'],
      });
      await check.refused('DeleteTargetGroup', elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: first })), {
        code: 'ResourceInUse',
        means: ['delete', 'in-use'],
      });
      await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
      await check.refused(
        'DescribeListeners',
        elbv2.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] })),
        { code: 'ListenerNotFound', means: ['read', 'gone'] },
      );
    },
  },
  {
    ...balancer,
    title: 'a priority is given once, and the default rule is not deleted',
    source: api('CreateRule'),
    async run(story) {
      const { check, elbv2, tagList: Tags } = story;
      const [arn, TargetGroupArn] = [await balancerIn(story), await targetGroupIn(story)];
      const ListenerArn = `${(await listen(story, arn, TargetGroupArn)).Listeners?.[0]?.ListenerArn}`;
      const rule = (path: string) =>
        elbv2.send(
          new CreateRuleCommand({
            ...{ ListenerArn, Priority: 10, Tags },
            Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }],
            Actions: [{ Type: 'forward', TargetGroupArn }],
          }),
        );
      const made = await rule('/a/*');
      check.equal('its priority', made.Rules?.[0]?.Priority, '10');
      await check.refused('CreateRule', rule('/b/*'), { code: 'PriorityInUse', means: ['create', 'taken'] });
      const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn }));
      check.equal(
        'the priorities',
        Rules.map(({ Priority }) => Priority),
        ['10', 'default'],
      );
      const RuleArn = Rules.find(({ IsDefault }) => IsDefault)?.RuleArn;
      await check.refused('DeleteRule', elbv2.send(new DeleteRuleCommand({ RuleArn })), {
        code: 'OperationNotPermitted',
      });
      await elbv2.send(new DeleteRuleCommand({ RuleArn: made.Rules?.[0]?.RuleArn }));
      await check.refused(
        'DeleteRule once more',
        elbv2.send(new DeleteRuleCommand({ RuleArn: made.Rules?.[0]?.RuleArn })),
        {
          code: 'RuleNotFound',
          means: ['delete', 'gone'],
        },
      );
      await elbv2.send(new DeleteListenerCommand({ ListenerArn }));
      await check.refused('DeleteListener once more', elbv2.send(new DeleteListenerCommand({ ListenerArn })), {
        code: 'ListenerNotFound',
        means: ['delete', 'gone'],
      });
    },
  },
]);
