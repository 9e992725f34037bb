import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetChangeCommand,
  InvalidChangeBatch,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  NoSuchHostedZone,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { serve, type Served } from '../../../../src/sandbox/server.js';
import { route53 } from '../../../../src/sandbox/services/route53/index.js';
import { World } from '../../../../src/sandbox/world.js';

/** The SDK's own client in front of the sandbox, over HTTP. */
const endpoint = new Endpoint({
  services: [route53],
  world: new World(0, 'r53'),
  realTime: () => 0,
  save: async () => {},
});
let served: Served;
let client: Route53Client;
let zone: string | undefined;
beforeAll(async () => {
  served = await serve(endpoint, 0);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new Route53Client({ credentials, maxAttempts: 1, region: 'eu-west-1', endpoint: served.url });
  const made = await client.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' }));
  zone = made.HostedZone?.Id;
});
afterAll(async () => {
  client.destroy();
  await served.close();
});

const create = (Value: string) =>
  client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: {
        Comment: 'for the test',
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: { Name: 'a & b.example.com', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value }] },
          },
        ],
      },
    }),
  );

test('a batch goes there as XML, and its record comes back', async () => {
  const { ChangeInfo } = await create('"<&>"');
  expect(ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'for the test' });
  expect((await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }))).ChangeInfo).toEqual(ChangeInfo);
  const { ResourceRecordSets = [] } = await client.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zone,
      StartRecordName: 'a & b.example.com',
      StartRecordType: 'TXT',
    }),
  );
  expect(ResourceRecordSets[0]).toMatchObject({ TTL: 60, ResourceRecords: [{ Value: '"<&>"' }] });
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: 'example.com' }));
  expect(HostedZones.map(({ Id, ResourceRecordSetCount: count }) => [Id, count])).toEqual([[zone, 3]]);
});

test('errors arrive as their classes, with the message in brackets', async () => {
  const failing = (sent: Promise<unknown>) => sent.catch((error: unknown) => error);
  const twice = await failing(create('"x"'));
  expect(twice).toBeInstanceOf(InvalidChangeBatch);
  expect((twice as Error).message).toMatch(/^\[Tried to create .* but it already exists\]$/);
  expect(await failing(client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })))).toBeInstanceOf(
    NoSuchHostedZone,
  );
  const tags = new ListTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId: 'Z1' });
  expect(await failing(client.send(tags))).toMatchObject({ name: 'NotImplemented' });
});

test('/_sandbox/delegations says of a zone that the registrar does not lead to it', async () => {
  const control = async (method: string, body?: object) => {
    const sent = body && { body: JSON.stringify(body) };
    return (await fetch(`${served.url}/_sandbox/delegations`, { method, ...sent })).json();
  };
  expect(await control('GET')).toEqual({});
  expect(await control('POST', { 'example.com': false })).toEqual({ 'example.com': false });
  expect(await control('POST', { 'example.com': 1 })).toEqual({ errors: ['example.com takes true or false'] });
  expect(await control('DELETE')).toEqual({});
});
