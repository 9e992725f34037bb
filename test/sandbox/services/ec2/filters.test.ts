import { expect, test } from '@jest/globals';
import { ec2Filters } from '../../../../src/facts/ec2-filters.js';
import { AwsError, type Operation } from '../../../../src/sandbox/service.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { shapeOf } from '../../../../src/sdk-schema.js';
import { testNetwork } from './network.js';

/** The member that takes filters: `Filter` of NAT gateways, `Filters` of all others. */
function filterMember({ schema }: Operation): string | undefined {
  const shape = shapeOf(schema[4]);
  if (shape.kind !== 'structure') return undefined;
  return ['Filters', 'Filter'].find((member) => shape.members.some(({ name }) => name === member));
}
const withFilters = ec2.operations.filter((operation) => filterMember(operation) !== undefined);
const named = withFilters.map((operation) => [operation.schema[2], operation] as const);

/** What a question must say besides. */
const needed: { readonly [operation: string]: object } = {
  DescribeLaunchTemplateVersions: { Versions: ['$Latest'] },
};

/** What a question with one filter is answered: `ok`, or the error's code. */
function answer(operation: Operation, Name: string): string {
  const cloud = testNetwork();
  cloud.subnet(cloud.vpc());
  try {
    const Filters = [{ Name, Values: ['x'] }];
    operation.handle({ ...needed[operation.schema[2]], [filterMember(operation) ?? '']: Filters }, cloud.context());
    return 'ok';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

test('the filters of every operation that takes some are listed, and of no other', () => {
  expect(named.map(([name]) => name).filter((name) => !ec2Filters.has(name))).toEqual([]);
  expect(named.length).toBeGreaterThanOrEqual(25);
});

test.each(named)(
  '%s: a documented filter is taken, or 501; one that is not documented is refused',
  (name, operation) => {
    const answers = (ec2Filters.get(name) ?? []).map((filter) => {
      const asked = filter === 'tag:' ? 'tag:Name' : filter;
      return [asked, answer(operation, asked)] as const;
    });
    expect(answers.filter(([, is]) => is !== 'ok' && is !== 'NotImplemented')).toEqual([]);
    // Something of each is known, or there was no use in it.
    expect(answers.some(([, is]) => is === 'ok')).toBe(true);
    expect(answer(operation, 'colour')).toBe('InvalidParameterValue');
  },
);

test('how many of the documented filters are taken', () => {
  const all = named.flatMap(([name, operation]) =>
    (ec2Filters.get(name) ?? []).map((filter) => answer(operation, filter === 'tag:' ? 'tag:Name' : filter)),
  );
  const taken = all.filter((is) => is === 'ok').length;
  expect(taken / all.length).toBeGreaterThan(0.6);
});
