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
import { taskDefinitionResource } from '../../steps/ecs/task-definition/resource.js';
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
  readonly lists: string;
  readonly asks: string;
  /** The operation that shows the tags of one. */
  readonly asksTags: string;
  readonly live: object;
  /** What is seen of it only where it is asked for. */
  readonly more: object;
}

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
};

/** AWS's index of tags: it shows those of one ARN. */
const indexOf = (arn: string, listed: Tags | undefined) => ({
  listedTags: async (asked: string) => (asked === arn ? listed : undefined),
});

describe.each(Object.entries(nouns))('%s', (_, { cloud: cloudWith, arn, read, lists, asks, asksTags, live, more }) => {
  const operations = (fake: ReturnType<typeof fakeCloud>) => fake.sent().map(([operation]) => operation);

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
    expect(operations(fake)).toEqual([lists, asksTags]);
  });
});
