import { CreateNetworkAclEntryCommand, DescribeNetworkAclsCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, test } from '@jest/globals';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig | undefined;
afterEach(async () => rig?.close());

test('tasks that a load balancer does not reach: up tells what is in the way, and not that the program may not listen', async () => {
  rig = await openRig();
  const { ec2 } = rig.clients;
  const project = new Project(rig, 'alb-microservices');
  const config = await blueprintOf('alb-microservices');
  expect((await project.up(config)).failures).toEqual([]);
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  for (const { NetworkAclId } of NetworkAcls)
    await ec2.send(
      new CreateNetworkAclEntryCommand({
        ...{ NetworkAclId, RuleNumber: 10, Egress: true, RuleAction: 'deny', Protocol: '6', CidrBlock: '10.0.0.0/16' },
        PortRange: { From: 80, To: 80 },
      }),
    );
  const services = Object.entries(config.services).map(([name, it]) => [name, { ...it, cpu: 512, memory: 1024 }]);
  const { failures } = await project.up({
    ...config,
    services: Object.fromEntries(services) as typeof config.services,
  });
  const broken = failures.filter(({ code }) => code === 'step-broken');
  expect(broken.length).toBeGreaterThan(0);
  const [text = ''] = broken.flatMap((it) => ('why' in it ? [it.why] : []));
  expect(text).toMatch(/likely cause: acl-\w+: the ACL of the load balancer's subnet lets nothing out to .+, port 80/);
  expect(text).toMatch(/what to do: an outbound entry of acl-\w+ for TCP, port 80/);
});
