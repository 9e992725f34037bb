import { expect } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import type { Change } from './any-config.js';
import { census, left } from './census.js';
import {
  makeBalancer,
  makeCluster,
  makeDomain,
  makeFileSystem,
  makeNetwork,
  makeRoles,
  makeSecrets,
} from './landlord.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { withRealIds, type Written } from './possible-config.js';
import { Project } from './project.js';
import type { Rig } from './rig.js';

/**
 * Brings a stack up, changes it, and takes it down, in an account with nothing in it but the network that the config
 * names, where it names one. A change that would take a new one of what others stand on is refused; then the stack
 * goes on as it was. Whatever is done is what was planned.
 */
export async function liveThrough(rig: Rig, { before, after }: Change): Promise<void> {
  await rig.reset();
  const both = [before, after];
  const network = both.some(isInExisting) ? await makeNetwork(rig) : new Map<string, string>();
  const domain = both.some(({ ingress }) => ingress?.domain) ? await makeDomain(rig) : [];
  const outside = new Map([...network, ...domain]);
  const balancer = both.some(isBehindShared) ? await makeBalancer(rig, outside) : [];
  const files = network.size > 0 ? await makeFileSystem(rig, network) : [];
  const ids = new Map([...outside, ...balancer, ...files]);
  await makeSecrets(rig);
  await makeRoles(rig);
  await makeCluster(rig);
  const empty = left(await census(rig));
  const [first, second] = [read(before, ids), read(after, ids)];
  const project = new Project(rig, first.name);

  expect((await comesTrue(rig, project, first)).failures).toEqual([]);
  await isSettled(rig, project, first);

  const { failures } = await comesTrue(rig, project, second);
  const isRefused = failures.length > 0;
  expect(failures.filter(({ code }) => code !== 'needs-replacement')).toEqual([]);
  if (isRefused) expect((await project.up(first)).failures).toEqual([]);
  await isSettled(rig, project, isRefused ? first : second);

  expect((await project.down()).failures).toEqual([]);
  expect(project.store.records.size).toBe(0);
  expect(left(await census(rig))).toEqual(empty);
}

const isBehindShared = ({ ingress }: Written) => ingress?.loadBalancer?.arn !== undefined;
const isInExisting = ({ network }: Written) => network?.existing !== undefined;

/** As the program reads it, with the real ids of an existing network. */
function read(written: Written, ids: ReadonlyMap<string, string>): Config {
  return loadConfig('provision.yaml', withRealIds(stringify(written), ids));
}

/** Another `up` changes nothing, and everything is as it was recorded. */
async function isSettled(rig: Rig, project: Project, config: Config): Promise<void> {
  const again = await rig.during(() => project.up(config));
  expect(again.done.failures).toEqual([]);
  expect(again.mutating).toEqual([]);
  const rows = Object.values(await project.status(config));
  expect(rows.filter(({ state }) => state !== 'ok')).toEqual([]);
}
