import type { Filter } from '@aws-sdk/client-ec2';
import { AwsError } from '../../service.js';
import { escapedPatternIn, matches } from '../../../wildcards.js';
import { notInSandbox, required } from './refusals.js';
import type { Taggable } from './tables.js';

type Value = string | number | boolean | undefined;
/** What a filter compares: one value of a row, or several of which any may match. */
export type FilterValues<Row> = { readonly [filter: string]: (row: Row) => Value | readonly Value[] };

/** For filters AWS has on members that no row of the sandbox ever has: nothing matches. */
export const neverMatching = (...names: readonly string[]): FilterValues<unknown> =>
  Object.fromEntries(names.map((name) => [name, () => undefined]));

/**
 * The rows that every filter lets through: any of its values matches, `*` and `?` being wildcards.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 * @throws AwsError FilterLimitExceeded beyond 200 values, 501 for a filter that only AWS has: see `documented-filters.ts`
 */
export function filtered<Row>(rows: readonly Row[], filters: readonly Filter[] = [], values: FilterValues<Row>): Row[] {
  if (filters.flatMap(({ Values = [] }) => Values).length > 200)
    throw new AwsError('FilterLimitExceeded', 'The maximum number of filter values specified on a single call is 200');
  const tests = filters.map((filter) => testOf(filter, values));
  return rows.filter((row) => tests.every((passes) => passes(row)));
}

function testOf<Row>({ Name, Values }: Filter, values: FilterValues<Row>): (row: Row) => boolean {
  const name = required(Name, 'Filter.Name');
  const valuesOf = Object.hasOwn(values, name) ? values[name] : tagValues(name, values);
  if (!valuesOf) throw notInSandbox(`the filter ${name}`);
  const patterns = required(Values, `Filter.Value for the filter ${name}`).map(escapedPatternIn);
  const passes = (value: Value) => value !== undefined && patterns.some((pattern) => matches(pattern, String(value)));
  return (row) => [valuesOf(row)].flat().some(passes);
}

/** `tag:Name` compares the value of the tag Name; only kinds of resources that can be tagged have this filter. */
function tagValues<Row>(name: string, values: FilterValues<Row>): FilterValues<Row>[string] | undefined {
  const key = name.startsWith('tag:') && 'tag-key' in values ? name.slice('tag:'.length) : undefined;
  if (key === undefined) return undefined;
  return (row) =>
    ((row as Partial<Taggable>).Tags ?? []).filter((tag) => tag.Key === key).map((tag) => tag.Value ?? '');
}

/** The filters that all that can be tagged have, besides `tag:…`. */
export const tagFilters: FilterValues<Taggable> = { 'tag-key': ({ Tags }) => Tags.map(({ Key }) => Key) };
