import { s3Pattern } from '../state-location.js';
import { format, type Format } from './format.js';

/** A bucket for states, and a prefix in it. */
export const stateUrl: Format = format(
  'a place for states',
  'it is a bucket and a prefix, as in s3://my-states/shop; --state takes a directory, too',
  s3Pattern,
);
