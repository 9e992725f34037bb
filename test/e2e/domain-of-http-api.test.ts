import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetApiMappingsCommand, GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stackOf } from '../../steps/stack/index.js';
import { census, left } from './census.js';
import { Project } from './project.js';
import { where, type Rig } from './rig.js';
import { certificateOf, configOf, ownIn, recordsIn, rigWithZone } from './domain-bed.js';

/** One stack: each story begins where the one before it ended. */
let rig: Rig;
let zone: string;
let project: Project;
let before: readonly ResourceRecordSet[];
beforeAll(async () => {
  ({ rig, zone } = await rigWithZone());
  before = await recordsIn(rig, zone);
  project = new Project(rig, 'shop');
});
afterAll(() => rig.close());

const named = (more: object = {}) => configOf('http-api', { name: 'api.example.com', zone: 'example.com', ...more });
const domains = async () => {
  const { apigatewayv2 } = rig.clients;
  const { Items = [] } = await apigatewayv2.send(new GetDomainNamesCommand({}));
  return Promise.all(
    Items.map(async ({ DomainName, DomainNameConfigurations: [{ CertificateArn = '' } = {}] = [] }) => {
      const { Items: mappings = [] } = await apigatewayv2.send(new GetApiMappingsCommand({ DomainName }));
      return { DomainName, CertificateArn, stages: mappings.map(({ Stage }) => Stage) };
    }),
  );
};
async function settles(config: ReturnType<typeof named>) {
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done.failures).toEqual([]);
  expect(await rig.during(() => project.up(config))).toMatchObject({ done: { failures: [] }, mutating: [] });
  return { outs: done.outs, calls: mutating };
}

test('API Gateway answers for the name with a certificate of its own, and the record leads to it', async () => {
  const config = named();
  const { outs } = await settles(config);
  expect(await domains()).toMatchObject([{ DomainName: 'api.example.com', stages: ['$default'] }]);
  expect(await ownIn(rig, zone)).toEqual(['api.example.com. A', '_.api.example.com. CNAME']);
  const { ApiUrl } = stackOf(config, where).outputs;
  expect(ApiUrl?.of(outs.get(ApiUrl.step.name))).toBe('https://api.example.com');
});

test('another certificate is put in the place of the first, which goes when API Gateway has let go of it', async () => {
  const certificate = await certificateOf(rig, zone, 'example.com', '*.example.com');
  const { calls } = await settles(named({ certificate }));
  expect(calls.filter((it) => it.startsWith('apigateway'))).toEqual(['apigatewayv2:UpdateDomainName']);
  expect(await domains()).toMatchObject([{ CertificateArn: certificate }]);
  expect(await ownIn(rig, zone)).toEqual(['api.example.com. A']);
  const { CertificateSummaryList: left = [] } = await rig.clients.acm.send(new ListCertificatesCommand({}));
  expect(left).toHaveLength(1);
});

test('another name gets a domain, a mapping and a record, and those of the first go', async () => {
  await settles(named({ name: 'www.example.com' }));
  expect(await domains()).toMatchObject([{ DomainName: 'www.example.com', stages: ['$default'] }]);
  expect(await ownIn(rig, zone)).toEqual(['www.example.com. A', '_.www.example.com. CNAME']);
});

test('it goes whole, and the zone is as it was before', async () => {
  const { done } = await rig.during(() => project.down());
  expect(done.failures).toEqual([]);
  expect(await domains()).toEqual([]);
  expect(await recordsIn(rig, zone)).toEqual(before);
  expect(left(await census(rig))).toEqual({
    certificates: ['example.com *.example.com ISSUED'],
    records: ['mail.example.com. A'],
  });
});
