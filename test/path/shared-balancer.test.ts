import { AuthorizeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { readRecorded } from '../../src/commands/trace/read-recorded.js';
import { loadConfig } from '../../src/config/load.js';
import { follow } from '../../src/path/follow.js';
import type { Cloud } from '../../src/step.js';
import { existingIds } from '../e2e/existing-ids.js';
import { makeBalancer, makeDomain, makeNetwork } from '../e2e/landlord.js';
import { withRealIds } from '../e2e/possible-config.js';
import { Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';

/** A request to a stack whose load balancer is somebody else's. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

test('it goes through the load balancer of somebody else, under a name of the stack, to a task of the stack', async () => {
  const network = await makeNetwork(rig);
  const place = new Map([...network, ...(await makeDomain(rig))]);
  const ids = new Map([...place, ...(await makeBalancer(rig, place))]);
  const text = stringify({
    name: 'shop',
    network: { existing: { vpc: existingIds.vpc, private: existingIds.private, public: existingIds.public } },
    services: { web: { image: 'nginx', port: 80, rules: [{ path: '/shop/*' }] } },
    ingress: {
      type: 'alb',
      loadBalancer: { arn: existingIds.balancer },
      domain: { name: 'shop.example.com', zone: 'example.com' },
    },
  });
  const project = new Project(rig, 'shop');
  expect((await project.up(loadConfig('provision.yaml', withRealIds(text, ids)))).failures).toEqual([]);
  const cloud = { ...rig.clients, token: '', tags: {} } as unknown as Cloud;
  const to = async (url: string) =>
    follow({ method: 'GET', url: new URL(url) }, await readRecorded(cloud, project.store.records));

  // The group of the landlord lets nobody in yet.
  const shut = await to('https://shop.example.com/shop/cart');
  expect(shut.ending).toMatchObject({ is: 'dropped', at: 'security-group', seen: 'timeout' });
  const GroupId = shut.ending.id;
  const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' };
  await rig.clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));

  const way = await to('https://shop.example.com/shop/cart');
  expect(way.hops.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['name', 'load-balancer', 'listener', 'listener-rule', 'target-group', 'task']),
  );
  expect(way.ending).toMatchObject({ is: 'answered', by: 'task' });
  expect((await to('https://shop.example.com/other')).ending).toMatchObject({ by: 'load-balancer' });
});
