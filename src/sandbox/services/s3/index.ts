import {
  BucketAlreadyExists$,
  BucketAlreadyOwnedByYou$,
  NoSuchBucket$,
  NoSuchKey$,
  NotFound$,
} from '@aws-sdk/client-s3';
import type { Service } from '../../service.js';
import { bucketSettingOperations } from './bucket-settings.js';
import { bucketOperations } from './buckets.js';
import { listingOperations } from './listing.js';
import { objectOperations } from './objects.js';

/** S3, as far as what keeps a few small objects in a bucket needs it. Buckets stand in the path, never in the host's name. */
export const s3: Service = {
  id: 's3',
  wire: { protocol: 'restXml', signingName: 's3', xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  operations: [...bucketOperations, ...bucketSettingOperations, ...objectOperations, ...listingOperations],
  errors: [BucketAlreadyExists$, BucketAlreadyOwnedByYou$, NoSuchBucket$, NoSuchKey$, NotFound$],
  timers: [],
};
