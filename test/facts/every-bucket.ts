import { bucketsOf, type Bucket } from '../../src/facts/rates.js';
import { services } from '../../src/sandbox/services/index.js';

/** A bucket, and a request that takes of it. */
export interface Sample {
  readonly bucket: Bucket;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

const region = 'us-east-1';
/** No filter, and a page: each has buckets of its own. */
const inputs: readonly object[] = [{}, { MaxResults: 5 }];

/** Each bucket that something which the sandbox has takes of. */
export const everyBucket: readonly Sample[] = [
  ...new Map(
    services
      .flatMap(({ id, operations }) => operations.map(({ schema }) => ({ service: id, operation: String(schema[2]) })))
      .flatMap((it) => inputs.map((input) => ({ ...it, input })))
      .flatMap((it) =>
        bucketsOf(it.service, it.operation, it.input, region).map((bucket): [string, Sample] => [
          bucket.name,
          { ...it, bucket },
        ]),
      )
      .toReversed(),
  ).values(),
];

/** The services that have any. */
export const ratedServices: readonly string[] = [...new Set(everyBucket.map(({ service }) => service))];

export const bucketsIn = (service: string): readonly Sample[] => everyBucket.filter((it) => it.service === service);
