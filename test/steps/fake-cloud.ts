import type { Cloud, Tags } from '../../src/step.js';
import { realClients, stubsOf, type RealClients } from '../aws/clients.js';

export const tags: Tags = { team: 'shop', 'provision:stack': 'demo', 'provision:step': 'the-step' };
export const upper = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const lower = Object.entries(tags).map(([key, value]) => ({ key, value }));
/** The filters by which a step finds what it has made. */
export const ourFilters = [
  { Name: 'tag:provision:stack', Values: ['demo'] },
  { Name: 'tag:provision:step', Values: ['the-step'] },
];

/**
 * A cloud of real SDK clients whose `send` answers what a test says, and nothing where it says nothing.
 * `sent` lists what was asked for, in the order of each service, as [operation, input].
 */
export function fakeCloud(region = 'us-east-1') {
  const clients = clientsIn(region);
  const stubs = stubsOf(clients);
  const cloud: Cloud = { ...clients, account: '123456789012', region, partition: 'aws', token: 'token-1', tags };
  const sent = () =>
    Object.values(stubs).flatMap((stub) =>
      stub.calls().map(({ args: [command] }): [string, unknown] => [operationOf(command), command.input]),
    );
  return { ...stubs, cloud, sent };
}

/** Making a client takes longer than most tests: there are two sets of them for each region, which take turns. */
const made = new Map<string, RealClients[]>();
function clientsIn(region: string): RealClients {
  const settings = { region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const sets = made.get(region) ?? [realClients(settings), realClients(settings)];
  made.set(region, sets.toReversed());
  return sets[0] ?? realClients(settings);
}

const operationOf = (command: object) => command.constructor.name.replace(/Command$/, '');
