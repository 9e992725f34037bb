import { expect, test } from '@jest/globals';
import { perService } from '../../src/aws/services.js';
import type { Cloud, Resource } from '../../src/step.js';
import { resources } from '../../steps/nouns.js';
import { compute } from './answers/compute.js';
import { domains } from './answers/domains.js';
import { network } from './answers/network.js';
import { rolesLogsImages } from './answers/roles-logs-images.js';
import type { Sample } from './answers/sample.js';
import { account } from './answers/sample.js';
import { scaling } from './answers/scaling.js';
import { schedules } from './answers/schedules.js';
import { sharedLoadBalancer } from './answers/shared-load-balancer.js';
import { traffic } from './answers/traffic.js';
import { fakeCloud } from './fake-cloud.js';

const samples = {
  ...network,
  ...compute,
  ...traffic,
  ...sharedLoadBalancer,
  ...scaling,
  ...schedules,
  ...rolesLogsImages,
  ...domains,
};
/** What is looked up once and then kept in the state: `read` asks nobody. */
const pinned = ['availability-zones', 'prefix-list', 'ami'];

/** A cloud whose clients give these answers. What has none is not asked. */
function answering({ answers }: Sample): Cloud {
  const given = new Map(answers);
  const send = async ({ constructor, input }: { constructor: { name: string }; input: object }): Promise<object> => {
    const operation = constructor.name.replace(/Command$/, '');
    const answer = given.get(operation);
    if (!answer) throw new Error(`nothing answers ${operation}`);
    return structuredClone({ ...answer(input), $metadata: { httpStatusCode: 200, requestId: 'r-1', attempts: 1 } });
  };
  const { cloud } = fakeCloud('eu-west-1');
  return { ...cloud, ...perService(() => ({ send })), account, tags: {} } as unknown as Cloud;
}

test('each noun that asks AWS what is there has a sample of the answer', () => {
  const asking = resources.map(({ type }) => type).filter((type) => !pinned.includes(type));
  expect(Object.keys(samples).toSorted()).toEqual(asking.toSorted());
});

test.each(Object.entries(samples))(
  '%s: what AWS answers is read as it is meant, whatever else is in it',
  async (noun, sample) => {
    const resource = resources.find(({ type }) => type === noun) as Resource;
    const seen = await resource.read(answering(sample), sample.id);
    expect(seen).toEqual({ is: 'ready', ...sample.reads });
  },
);
