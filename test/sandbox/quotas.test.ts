import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetRequestedServiceQuotaChangeCommand,
  GetServiceQuotaCommand,
  ListServiceQuotasCommand,
  RequestServiceQuotaIncreaseCommand,
} from '@aws-sdk/client-service-quotas';
import { expect, test } from '@jest/globals';
import { quotaNames, quotas } from '../../src/facts/quotas.js';
import { control } from '../../src/sandbox/control.js';
import { quotaIn, quotasIn, resetQuotas, setQuotas } from '../../src/sandbox/quotas.js';
import { ec2 } from '../../src/sandbox/services/ec2/index.js';
import { servicequotas } from '../../src/sandbox/services/servicequotas/index.js';
import { World } from '../../src/sandbox/world.js';
import { testContext } from './context.js';
import { instanceCloud } from './services/ecs/instance-cloud.js';
import { toyEndpoint } from './toy-cloud.js';

const usual = Object.fromEntries(quotaNames.map((name) => [name, quotas[name].value]));
const vpcs = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };

test('each quota has one code, and no two have the same', () => {
  const codes = quotaNames.flatMap((name) => quotas[name].code ?? []);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^L-[0-9A-F]{8}$/.test(code))).toEqual([]);
  expect(quotaNames.filter((name) => !quotas[name].source.includes('docs.aws.amazon.com'))).toEqual([]);
});

test('quotas are changed all or none, are kept with the world, and can be the usual ones again', () => {
  const { world } = testContext();
  expect(setQuotas({ world }, { vpcs: 1, 'no-such': 1 })).toEqual([
    expect.stringContaining('there is no quota no-such; there are vpcs, '),
  ]);
  expect(setQuotas({ world }, { vpcs: 1.5 })).toEqual(['vpcs takes a whole number from 0']);
  expect(setQuotas({ world }, [])).toHaveLength(1);
  expect(quotasIn({ world })).toEqual(usual);
  expect(setQuotas({ world }, { vpcs: 1 })).toEqual([]);
  expect(quotasIn({ world: World.from(world.toJSON()) })).toEqual({ ...usual, vpcs: 1 });
  resetQuotas({ world });
  expect(quotasIn({ world })).toEqual(usual);
});

test('/_sandbox/quotas shows them, sets them and sets them back', async () => {
  const endpoint = toyEndpoint();
  const ask = async (method: string, body = '') => {
    const request = { method, path: '/_sandbox/quotas', query: new URLSearchParams(), headers: {} };
    const { status, body: said } = await control(endpoint, { ...request, body: Buffer.from(body) });
    return { status, said: JSON.parse(String(said)) as unknown };
  };
  expect(await ask('GET')).toEqual({ status: 200, said: usual });
  expect(await ask('POST', '{"vpcs": 2}')).toEqual({ status: 200, said: { ...usual, vpcs: 2 } });
  expect(await ask('POST', '{"vpc": 2}')).toMatchObject({ status: 400 });
  expect(await ask('POST', 'vpcs=2')).toMatchObject({ status: 400, said: { errors: [expect.stringMatching(/JSON/)] } });
  expect(await ask('DELETE')).toEqual({ status: 200, said: usual });
});

test('what is there beyond a quota stays, and one more is refused', () => {
  const it = testContext();
  const make = { CidrBlock: '10.0.0.0/16' };
  for (let count = 0; count < 3; count++) it.call(ec2, CreateVpcCommand, make);
  setQuotas(it, { vpcs: 2 });
  expect(it.refusal(ec2, CreateVpcCommand, make)).toMatchObject({ code: 'VpcLimitExceeded' });
  setQuotas(it, { vpcs: 4 });
  expect(it.call(ec2, CreateVpcCommand, make).Vpc?.State).toBe('pending');
});

test('a request for more is granted a minute later, in its region alone', () => {
  const it = testContext();
  const { RequestedQuota } = it.call(servicequotas, RequestServiceQuotaIncreaseCommand, { ...vpcs, DesiredValue: 7 });
  expect(RequestedQuota).toMatchObject({ Status: 'PENDING', DesiredValue: 7 });
  expect(it.call(servicequotas, GetServiceQuotaCommand, vpcs).Quota?.Value).toBe(5);
  const again = { ...vpcs, DesiredValue: 8 };
  expect(it.refusal(servicequotas, RequestServiceQuotaIncreaseCommand, again).code).toBe(
    'ResourceAlreadyExistsException',
  );
  it.pass(60);
  const request = { RequestId: RequestedQuota?.Id };
  expect(it.call(servicequotas, GetRequestedServiceQuotaChangeCommand, request).RequestedQuota?.Status).toBe(
    'APPROVED',
  );
  expect(it.call(servicequotas, GetServiceQuotaCommand, vpcs).Quota).toMatchObject({ Value: 7, Adjustable: true });
  expect(it.call(servicequotas, GetAWSDefaultServiceQuotaCommand, vpcs).Quota?.Value).toBe(5);
  const elsewhere = testContext({ world: it.world, region: 'eu-west-1' });
  expect(quotaIn(elsewhere.context(), 'vpcs')).toBe(5);
});

test('what AWS raises for nobody is refused, and so is less than there is', () => {
  const it = testContext();
  const refused = (input: object) => it.refusal(servicequotas, RequestServiceQuotaIncreaseCommand, input as never).code;
  expect(refused({ ServiceCode: 'AWSCloudMap', QuotaCode: 'L-2DA90E5C', DesiredValue: 5000 })).toBe(
    'IllegalArgumentException',
  );
  expect(refused({ ...vpcs, DesiredValue: 5 })).toBe('IllegalArgumentException');
  expect(refused({ ServiceCode: 'nothing', QuotaCode: 'L-1', DesiredValue: 5 })).toBe('NoSuchResourceException');
});

test('the quotas of IAM are listed in us-east-1 only', () => {
  const listed = (region: string) =>
    testContext({ region }).call(servicequotas, ListServiceQuotasCommand, { ServiceCode: 'iam' }).Quotas?.length;
  expect(listed('us-east-1')).toBeGreaterThan(0);
  expect(listed('eu-west-1')).toBe(0);
});

test('an agent beyond the quota of container instances is not taken, until there is room', () => {
  const cloud = instanceCloud();
  setQuotas(cloud, { 'container-instances': 1 });
  cloud.group({ DesiredCapacity: 2 });
  cloud.pass(200);
  expect(cloud.hosts()).toHaveLength(1);
  setQuotas(cloud, { 'container-instances': 2 });
  cloud.pass(600);
  expect(cloud.hosts()).toHaveLength(2);
});
