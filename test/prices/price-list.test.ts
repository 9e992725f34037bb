import { GetProductsCommand, PricingClient, type GetProductsCommandInput } from '@aws-sdk/client-pricing';
import { afterAll, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { costOf } from '../../src/commands/stack/cost.js';
import { fetchPrices } from '../../src/prices/price-list.js';
import { blueprintOf } from '../e2e/project.js';
import { where } from '../e2e/rig.js';

/**
 * A product as the Price List API gives it, as text. The shape is of
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-reading-price-list-files.html
 */
const product = (usagetype: string, ...rates: readonly (readonly [from: string, usd: string])[]) =>
  JSON.stringify({
    product: {
      productFamily: 'x',
      attributes: { regionCode: 'eu-central-1', usagetype, operation: '' },
      sku: usagetype,
    },
    serviceCode: 'x',
    terms: {
      OnDemand: {
        [`${usagetype}.JRTCKXETXF`]: {
          priceDimensions: Object.fromEntries(
            rates.map(([beginRange, USD]) => [
              `${usagetype}.${beginRange}`,
              { unit: 'Hrs', endRange: 'Inf', beginRange, pricePerUnit: { USD } },
            ]),
          ),
          offerTermCode: 'JRTCKXETXF',
          effectiveDate: '2026-01-01T00:00:00Z',
          termAttributes: {},
        },
      },
    },
    version: '20260115000000',
    publicationDate: '2026-01-15T10:00:00Z',
  });

const products: { readonly [serviceCode: string]: readonly (readonly string[])[] } = {
  // In pages, and with what only sounds alike.
  AWSELB: [
    [product('EUC1-TS-LoadBalancerUsage', ['0', '9']), product('EUC1-Outposts-LCUUsage', ['0', '9'])],
    [product('EUC1-LoadBalancerUsage', ['0', '0.0270000000']), product('EUC1-LCUUsage', ['0', '0.0080000000'])],
  ],
  // Tiers in any order, the first of them free.
  AmazonApiGateway: [[product('EUC1-ApiGatewayHttpRequest', ['300000000', '0.00000108'], ['0', '0.0000012'])]],
  AmazonCloudWatch: [[product('EUC1-DataProcessing-Bytes', ['0', '0'], ['5', '0.63'])]],
  AmazonRoute53: [[product('HostedZone', ['0', '0.5'], ['25', '0.1'])]],
};

const answer = ({ ServiceCode = '', NextToken = '0' }: GetProductsCommandInput) => {
  const pages = products[ServiceCode] ?? [];
  const next = Number(NextToken) + 1;
  return { PriceList: [...(pages[next - 1] ?? [])], ...(next < pages.length && { NextToken: String(next) }) };
};

test('prices are read from the pages of the Price List, each of its own usage type and first tier that costs', async () => {
  const asked: GetProductsCommandInput[] = [];
  const getProducts = async (input: GetProductsCommandInput) => (asked.push(input), answer(input));
  const items = [
    'alb-hour',
    'alb-lcu-hour',
    'http-api-million',
    'logs-ingest-gb',
    'hosted-zone-month',
    'ec2:c5.xlarge',
    'discovery-million',
  ] as const;
  const { prices, missing, failure } = await fetchPrices('eu-central-1', items, { getProducts });
  expect(items.map((key) => prices(key)?.usd)).toEqual([0.027, 0.008, 1.2, 0.63, 0.5, undefined, undefined]);
  expect(prices('alb-hour')).toMatchObject({ url: expect.stringContaining('AWSELB'), date: '2026-01-15' });
  expect({ missing, failure }).toEqual({ missing: ['ec2:c5.xlarge', 'discovery-million'], failure: undefined });
  // Both prices of a load balancer are of the same products, which are asked for once, in two pages.
  expect(asked.filter(({ ServiceCode }) => ServiceCode === 'AWSELB').map(({ NextToken }) => NextToken)).toEqual([
    undefined,
    '1',
  ]);
  expect(asked.find(({ ServiceCode }) => ServiceCode === 'AmazonRoute53')?.Filters).toEqual([]);
  expect(asked.find(({ ServiceCode }) => ServiceCode === 'AmazonEC2')?.Filters).toEqual(
    expect.arrayContaining([
      { Type: 'TERM_MATCH', Field: 'regionCode', Value: 'eu-central-1' },
      { Type: 'TERM_MATCH', Field: 'instanceType', Value: 'c5.xlarge' },
    ]),
  );
});

// The other test files of this worker share the client's class.
const pricing = mockClient(PricingClient);
afterAll(() => pricing.restore());

test('plan --live-prices asks AWS, and takes from the table what that does not tell', async () => {
  const setting = {
    config: await blueprintOf('alb-microservices'),
    where: { ...where, region: 'eu-central-1' },
    tagOf: () => 'built',
  };
  pricing.on(GetProductsCommand).callsFake(answer);
  const cost = await costOf({ ...setting, priceList: {} });
  const usd = (key: string) => cost.estimate.lines.find((it) => it.key === key)?.usd;
  expect({ live: cost.live, balancer: usd('alb-hour'), nat: usd('nat-gateway-hour') }).toEqual({
    live: {},
    balancer: 0.027,
    nat: 0.052,
  });

  pricing
    .on(GetProductsCommand)
    .rejects(Object.assign(new Error('no pricing:GetProducts for you'), { name: 'AccessDeniedException' }));
  const without = await costOf({ ...setting, priceList: {} });
  expect(without.live).toEqual({ failure: 'AccessDeniedException: no pricing:GetProducts for you' });
  expect(without.estimate).toEqual((await costOf(setting)).estimate);
});

test.each([{ sandbox: { speed: 'instant' } }, { endpointUrl: 'http://localhost:4566' }])(
  '%j has no Price List API, and is not asked',
  async (who) => {
    const setting = { config: await blueprintOf('cloud-map-public'), where };
    await expect(costOf({ ...setting, priceList: who })).rejects.toMatchObject({
      failure: { code: 'bad-usage', message: expect.stringContaining('has no Price List API') },
    });
  },
);
