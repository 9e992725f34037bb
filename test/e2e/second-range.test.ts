import { CreateVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { isChange } from '../../src/plan.js';
import { readNetwork, worldWithNetwork } from '../../src/rehearsal/existing-network.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census } from './census.js';
import { rig } from './fresh.js';
import { makeNetwork } from './landlord.js';
import { existingIds } from './existing-ids.js';
import { configOf, Project } from './project.js';
import { where } from './rig.js';

/** A VPC of somebody else, whose subnets are in its second range, as where the first one is used up. */
const secondRange = async () => {
  const ids = await makeNetwork(rig, { range: '100.64' });
  const real = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
  return { vpc: ids.get(existingIds.vpc) ?? '', public: real(existingIds.public), private: real(existingIds.private) };
};

test('a stack in the second range of a VPC of others comes up as planned, and leaves it as it was', async () => {
  const existing = await secondRange();
  const before = await census(rig);
  const config = configOf((it) => {
    it.network.egress = 'nat';
    it.network.existing = existing;
  });
  const project = new Project(rig);
  expect((await comesTrue(rig, project, config)).failures).toEqual([]);
  expect((await comesTrue(rig, project, config)).steps.filter(isChange)).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(await census(rig)).toEqual(before);
});

test('a plan copies all ranges of the VPC, and leaves out endpoints to what it does not have', async () => {
  const { vpc, private: SubnetIds } = await secondRange();
  const { ec2 } = rig.clients;
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpc,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.us-east-1.logs',
      SubnetIds,
    }),
  );
  const network = await readNetwork({ ec2 }, vpc);
  const strange = { ServiceName: 'com.amazonaws.us-east-1.rds', VpcEndpointType: 'Interface' as const };
  const world = await worldWithNetwork(
    { ...network, endpoints: [...(network?.endpoints ?? []), strange] } as NonNullable<typeof network>,
    where,
  );
  const kept = world.toJSON().tables as { [table: string]: [string, { CidrBlockAssociationSet?: unknown[] }][] };
  expect(kept['us-east-1/ec2/vpcs']?.[0]?.[1].CidrBlockAssociationSet).toMatchObject([
    { CidrBlock: '10.7.0.0/16' },
    { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
  ]);
  expect(kept['us-east-1/ec2/vpc-endpoints']).toHaveLength(1);
});
