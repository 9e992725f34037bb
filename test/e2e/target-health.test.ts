import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
  type TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, expect, test } from '@jest/globals';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig | undefined;
afterEach(async () => rig?.close());

test('a target at a port where nothing listens fails its checks: at first they are lost, then they are refused', async () => {
  rig = await openRig();
  const { ec2, elbv2 } = rig.clients;
  const project = new Project(rig, 'alb-microservices');
  expect((await project.up(await blueprintOf('alb-microservices'))).failures).toEqual([]);
  const { TargetGroups: [{ TargetGroupArn } = {}] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  const healths = async () =>
    (await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions ?? [];
  const [{ Target: { Id = '', Port } = {} } = {}] = await healths();

  /** As much time passes as it takes until a target at this port is found to be this. */
  async function found(port: number, is: Partial<TargetHealth>): Promise<TargetHealth | undefined> {
    for (let looks = 0; ; looks++) {
      const health = (await healths()).find(({ Target }) => Target?.Port === port)?.TargetHealth;
      const isFound = health?.State === is.State && (is.Reason === undefined || health?.Reason === is.Reason);
      if (isFound || looks === 100) return health;
    }
  }
  const nobody = 9999;
  await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, Port: nobody }] }));
  expect(await found(nobody, { State: 'unhealthy' })).toMatchObject({ Reason: 'Target.Timeout' });

  // The groups of both sides let everything through now, so the connection arrives, and is refused.
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 65_535, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }];
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  const isOfBalancer = ({ Description = '' }) => Description.startsWith('ELB ');
  const groupOf = (it: (typeof NetworkInterfaces)[number] | undefined) => it?.Groups?.[0]?.GroupId;
  const GroupId = groupOf(NetworkInterfaces.find((it) => it.PrivateIpAddress === Id));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const balancer = groupOf(NetworkInterfaces.find(isOfBalancer));
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: balancer, IpPermissions }));
  const refused = { State: 'unhealthy', Reason: 'Target.FailedHealthChecks' } as const;
  expect(await found(nobody, refused)).toMatchObject({ ...refused, Description: 'Health checks failed' });
  expect(await found(Port ?? 0, { State: 'healthy' })).toMatchObject({ State: 'healthy' });
});
