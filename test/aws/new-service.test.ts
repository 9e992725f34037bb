import { CreateTopicCommand, DeleteTopicCommand, ListTopicsCommand, SNSClient, type Tag } from '@aws-sdk/client-sns';
import { afterAll, expect, test } from '@jest/globals';
import { serviceIds, services, type ServiceEntry } from '../../src/aws/services.js';
import { absent, ready, resource, step, type Cloud, type Resource } from '../../src/step.js';
import { global, on, type Service } from '../../src/sandbox/service.js';

/**
 * A service that nothing but the registry knows: it has an entry there, and a noun that calls it. Its names differ from
 * each other more than those of any real one, so that none can be taken for another.
 */
const entry: ServiceEntry = {
  client: async () => SNSClient,
  name: 'Simple Notification Service',
  introduction: 'SNS: sends messages to whoever has subscribed.',
  cli: 'sns-on-the-command-line',
  iam: 'sns-in-policies',
  endpointVariable: 'AWS_ENDPOINT_URL_SNS',
};
Object.assign(services, { notifications: entry });
(serviceIds as string[]).push('notifications');
// The other test files of this worker share the registry and the sandbox's services.
afterAll(async () => {
  delete (services as { [service: string]: unknown })['notifications'];
  (serviceIds as string[]).pop();
  (await program()).inSandbox.pop();
});

/** All others are loaded now, and find it in the registry. */
async function program() {
  return {
    ...(await import('../../src/rehearsal/lifecycle.js')),
    ...(await import('../../src/rehearsal/lifecycle-permissions.js')),
    ...(await import('../../src/policy/document.js')),
    ...(await import('../../src/script/lifecycle-script.js')),
    ...(await import('../../src/script/rehearsal-transcript.js')),
    ...(await import('../../src/display-names.js')),
    inSandbox: (await import('../../src/sandbox/services/index.js')).services as Service[],
  };
}

const sns = (cloud: Cloud): Pick<SNSClient, 'send'> =>
  (cloud as Cloud & { readonly notifications: Pick<SNSClient, 'send'> }).notifications;

const topicResource = resource({
  type: 'topic',
  fixed: ['Name'],
  sameName: 'returns',
  script: { answers: { CreateTopic: 'TopicArn' } },
  async create(cloud, { Name }: { readonly Name: string }) {
    const Tags: Tag[] = Object.entries(cloud.tags).map(([Key, Value]) => ({ Key, Value }));
    const { TopicArn = '' } = await sns(cloud).send(new CreateTopicCommand({ Name, Tags }));
    return TopicArn;
  },
  async find(cloud, { Name }) {
    const { Topics = [] } = await sns(cloud).send(new ListTopicsCommand({}));
    const arn = Topics.find(({ TopicArn }) => TopicArn?.endsWith(`:${Name}`))?.TopicArn;
    return arn === undefined ? [] : [{ id: arn }];
  },
  async read(cloud, TopicArn) {
    const { Topics = [] } = await sns(cloud).send(new ListTopicsCommand({}));
    return Topics.some((it) => it.TopicArn === TopicArn) ? ready({ TopicArn }, {}) : absent;
  },
  async delete(cloud, TopicArn) {
    await sns(cloud).send(new DeleteTopicCommand({ TopicArn }));
  },
});
const topic = step({ name: 'news', resource: topicResource, needs: {}, why: 'Tells', want: () => ({ Name: 'news' }) });

const location = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const resources = new Map<string, Resource>([['topic', topicResource]]);
const stack = { stack: 'shop', tags: {}, location, steps: [topic], resources };

test('the sandbox, which does not have it, says so to the step in words', async () => {
  const { rehearseLifecycle, serviceName } = await program();
  const { up } = await rehearseLifecycle(stack);
  expect(up.failures).toMatchObject([
    {
      code: 'step-rejected',
      step: 'news',
      aws: 'NotImplemented',
      message: expect.stringMatching(/^the sandbox does not have sns:ListTopics .*; nothing was changed; it has ec2, /),
      service: 'notifications',
    },
  ]);
  expect(serviceName('notifications')).toBe('Simple Notification Service');
});

const topics = global<string>('sns/topics');
const inTheSandbox: Service = {
  id: 'notifications',
  wire: {
    protocol: 'awsQuery',
    signingName: 'sns',
    version: '2010-03-31',
    xmlns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  },
  operations: [
    on(CreateTopicCommand, ({ Name = '' }, context) => {
      const TopicArn = `arn:aws:sns:${context.region}:${context.account}:${Name}`;
      topics(context).set(TopicArn, Name);
      return { TopicArn };
    }),
    on(ListTopicsCommand, (_input, context) => ({
      Topics: topics(context)
        .all()
        .map((name) => ({ TopicArn: `arn:aws:sns:${context.region}:${context.account}:${name}` })),
    })),
    on(DeleteTopicCommand, ({ TopicArn = '' }, context) => {
      topics(context).delete(TopicArn);
      return {};
    }),
  ],
  errors: [],
  timers: [],
};

test('with handlers in the sandbox, `up`, `status`, `down`, `script` and `policy` work', async () => {
  const { inSandbox, rehearseLifecycle, permissionsOfLifecycle, policyFor, ...scripts } = await program();
  inSandbox.push(inTheSandbox);
  const { up, down } = await rehearseLifecycle(stack);
  expect([...up.failures, ...down.failures]).toEqual([]);
  expect(up.answers.map(({ service, operation }) => `${service}:${operation}`)).toContain('notifications:CreateTopic');

  const about = { stack: 'shop', region: location.region, account: location.account };
  const life = {
    up: scripts.upTranscript({ ...about, outputs: {} }, up, [topic]),
    down: scripts.downTranscript(about, down, up.records, resources),
    images: 'stand-in' as const,
  };
  expect(scripts.upScript(life)).toMatch(/aws sns-on-the-command-line create-topic\b/);
  expect(scripts.downScript(life)).toMatch(/aws sns-on-the-command-line delete-topic\b/);
  expect(scripts.upScript(life) + scripts.downScript(life)).not.toContain('aws notifications');

  const asked = await permissionsOfLifecycle(stack);
  expect(asked.failures).toEqual([]);
  const { Statement } = policyFor([...asked.up, ...asked.status, ...asked.down], 'shop');
  expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual([
    ...['CreateTopic', 'DeleteTopic', 'ListTopics'].map((it) => `sns-in-policies:${it}`),
    'tag:GetResources',
  ]);
  expect(Statement.filter(({ Sid }) => !/^(SnsInPolicies|Tag)[A-Za-z0-9]*$/.test(Sid))).toEqual([]);
});
