import { CreateSubnetCommand, CreateVpcCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { planFor } from '../rehearsal/rehearsal.js';
import { rig } from './fresh.js';
import { makeNetwork } from './landlord.js';
import { existingIds } from './existing-ids.js';
import { configOf, Project, variant } from './project.js';

/** The blueprint in a network of somebody else. */
async function inNetwork(): Promise<{ config: Config; vpc: string }> {
  const ids = await makeNetwork(rig);
  const idOf = (id: string) => ids.get(id) ?? '';
  const vpc = idOf(existingIds.vpc);
  const existing = { vpc, public: existingIds.public.slice(0, 2).map(idOf), private: [] };
  const config = configOf((it) => Object.assign(it.network, { existing, egress: 'public' }));
  return { config, vpc };
}

/** What plan and up say alike, without a change. */
async function refused(project: Project, config: Config): Promise<string[]> {
  const before = new Map(structuredClone([...project.store.records]));
  const { done, mutating } = await rig.during(async () => {
    const { failures } = await planFor(rig, project, config);
    const report = await project.up(config);
    expect(report.failures.map(withoutRequest)).toEqual(failures.map(withoutRequest));
    return failures;
  });
  expect(mutating).toEqual([]);
  expect(new Map(project.store.records)).toEqual(before);
  return done.map((it) => ('message' in it ? it.message : it.code));
}
const withoutRequest = (failure: object) => ({ ...failure, requestId: undefined });

const dns = async (VpcId: string, Value: boolean) => {
  await rig.clients.ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value } }));
};

test('more zones than a VPC link can reach are refused before the first change, and fewer are not', async () => {
  const project = new Project(rig);
  const [message = ''] = await refused(
    project,
    configOf((it) => void (it.network.zones = 6)),
  );
  const [, count] =
    /^us-east-1 has (\d) availability zones .* and 6 are wanted: lower network.zones/.exec(message) ?? [];
  const fewer = configOf((it) => void (it.network.zones = Number(count)));
  expect((await project.up(fewer)).failures).toEqual([]);
});

test('a VPC that does not exist is refused before the first change', async () => {
  const { config } = await inNetwork();
  const elsewhere = variant(config, ({ network }) => {
    if (network.existing) network.existing.vpc = 'vpc-0123456789abcdef0';
  });
  expect(await refused(new Project(rig), elsewhere)).toEqual([
    'vpc-0123456789abcdef0 does not exist in us-east-1, or is not shared with this account',
  ]);
});

test('a VPC without DNS names is refused with the command that switches them on, in the first run and in later ones', async () => {
  const { config, vpc } = await inNetwork();
  const project = new Project(rig);
  for (const _ of ['first', 'second']) {
    await dns(vpc, false);
    const [message] = await refused(project, config);
    expect(message).toContain(`aws ec2 modify-vpc-attribute --vpc-id ${vpc} --enable-dns-hostnames`);
    await dns(vpc, true);
    expect((await project.up(config)).failures).toEqual([]);
  }
});

test('subnets that do not exist, or are in another VPC, are refused together, before the first change', async () => {
  const { config } = await inNetwork();
  const { Vpc } = await rig.clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const { Subnet } = await rig.clients.ec2.send(
    new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.9.0.0/24', AvailabilityZoneId: 'use1-az1' }),
  );
  const [missing, foreign] = ['subnet-0123456789abcdef0', Subnet?.SubnetId ?? ''];
  const elsewhere = variant(config, ({ network }) => {
    if (network.existing) network.existing.public = [missing, foreign];
  });
  expect(await refused(new Project(rig), elsewhere)).toEqual([
    `${missing} does not exist in us-east-1, or is not shared with this account`,
    `${foreign} is in ${Vpc?.VpcId}, not in ${config.network.existing?.vpc}: name subnets of one VPC`,
  ]);
});
