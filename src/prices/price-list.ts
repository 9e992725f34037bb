import type { GetProductsCommandInput, GetProductsCommandOutput } from '@aws-sdk/client-pricing';
import { all } from '../all.js';
import { filtersOf, priceQueryFor, type Query, type PriceQuery } from './price-list-queries.js';
import type { Price, PriceKey, Prices } from './price.js';
import { plainText } from '../plain-text.js';

/** What the Price List API says today. */
export interface FetchedPrices {
  readonly prices: Prices;
  /** What it has no price for, or was not asked for. */
  readonly missing: readonly PriceKey[];
  /** Why it could not be asked, as AWS says it; absent where it could. */
  readonly failure?: string;
}

/** Asks for one page of products. */
export type GetProducts = (
  input: GetProductsCommandInput,
) => Promise<Pick<GetProductsCommandOutput, 'PriceList' | 'NextToken'>>;

/**
 * Asks the AWS Price List API for on-demand prices, which takes the permission `pricing:GetProducts`. What it cannot
 * tell is missing; nothing is thrown.
 * Source: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 * @param ask AWS itself unless told
 */
export async function fetchPrices(
  region: string,
  items: readonly PriceKey[],
  {
    profile,
    getProducts = clientFor(region, profile),
  }: { profile?: string | undefined; getProducts?: GetProducts } = {},
): Promise<FetchedPrices> {
  const wanted = items.flatMap((key) => [priceQueryFor(key)].flatMap((it) => (it ? [{ key, ...it }] : [])));
  const queries = new Map(wanted.map(({ query }) => [nameOf(query), query]));
  const answers = await all(
    [...queries].map(
      async ([name, query]) => [name, await productsOf(getProducts, query, region).catch(asError)] as const,
    ),
  );
  const products = new Map(answers.map(([name, answer]) => [name, answer instanceof Error ? [] : answer]));
  const prices = new Map(
    wanted.flatMap((it) =>
      [priceIn(products.get(nameOf(it.query)) ?? [], it)].flatMap((price) => (price ? [[it.key, price] as const] : [])),
    ),
  );
  const failure = answers.map(([, answer]) => answer).find((it) => it instanceof Error);
  return {
    prices: (key) => prices.get(key),
    missing: items.filter((key) => !prices.has(key)),
    ...(failure && { failure: `${failure.name}: ${failure.message}` }),
  };
}

const nameOf = (query: Query): string => JSON.stringify(query);
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(plainText(error)));

/** The API is in a few regions only, and each of them has the prices of all. */
function clientFor(region: string, profile: string | undefined): GetProducts {
  const near = region.startsWith('ap-') ? 'ap-south-1' : /^(eu|me|af|il)-/.test(region) ? 'eu-central-1' : 'us-east-1';
  const opening = import('@aws-sdk/client-pricing').then(({ GetProductsCommand, PricingClient }) => {
    const client = new PricingClient({ region: near, ...(profile !== undefined && { profile }) });
    return (input: GetProductsCommandInput) => client.send(new GetProductsCommand(input));
  });
  return async (input) => (await opening)(input);
}

async function productsOf(
  getProducts: GetProducts,
  { serviceCode: ServiceCode, ...query }: Query,
  region: string,
): Promise<Product[]> {
  const products: Product[] = [];
  let NextToken: string | undefined;
  do {
    const page = await getProducts({
      ServiceCode,
      Filters: filtersOf(query, region),
      FormatVersion: 'aws_v1',
      ...(NextToken && { NextToken }),
    });
    // Each is a JSON document of its own, as text.
    const texts: readonly unknown[] = Array.isArray(page.PriceList) ? page.PriceList : [];
    products.push(...texts.map((text) => JSON.parse(plainText(text)) as Product));
    NextToken = page.NextToken;
  } while (NextToken);
  return products;
}

/** The part of a product that matters here. */
interface Product {
  readonly product?: { readonly attributes?: { readonly usagetype?: string } };
  readonly publicationDate?: string;
  readonly terms?: {
    readonly OnDemand?: { readonly [term: string]: { readonly priceDimensions?: { readonly [rate: string]: Rate } } };
  };
}
interface Rate {
  readonly beginRange?: string;
  readonly pricePerUnit?: { readonly USD?: string };
}

function priceIn(products: readonly Product[], { usageType, times = 1, query }: PriceQuery): Price | undefined {
  const those = products.filter(({ product }) => isUsage(product?.attributes?.usagetype ?? '', usageType));
  for (const { publicationDate, terms } of those) {
    const rates = Object.values(terms?.OnDemand ?? {}).flatMap(({ priceDimensions = {} }) =>
      Object.values(priceDimensions),
    );
    // A tier that is free before the first one that costs anything is so for an account, not for a stack.
    const [first] = rates
      .map(({ beginRange = '0', pricePerUnit }) => ({ from: Number(beginRange), usd: Number(pricePerUnit?.USD ?? 0) }))
      .filter(({ usd }) => usd > 0)
      .toSorted((a, b) => a.from - b.from);
    const date = (publicationDate ?? new Date().toISOString()).slice(0, 'YYYY-MM-DD'.length);
    if (first) return { usd: first.usd * times, url: `${bulk}${query.serviceCode}/`, date };
  }
  return undefined;
}

/** Where the same prices are as files. */
const bulk = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/';

/**
 * A region's usage types begin with its code, but in the oldest region: `EUC1-LCUUsage` is load balancer capacity,
 * while `EUC1-Outposts-LCUUsage` and `TS-LoadBalancerUsage` are something else.
 */
const isUsage = (found: string, wanted: string): boolean =>
  found === wanted || (found.endsWith(`-${wanted}`) && /^(EU|[A-Z]{2,4}\d)$/.test(found.slice(0, -wanted.length - 1)));
