/** Where states are in S3: `s3://bucket/prefix`. */
export interface S3Location {
  readonly bucket: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
}

/** Whether a place of states is meant to be in S3. */
export const isS3Url = (text: string): boolean => /^s3:/i.test(text);

export const s3Pattern = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w!.*'()\-/]*))?$/;

/**
 * Reads `s3://bucket/prefix`.
 * @returns undefined where it is none
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function s3Location(url: string): S3Location | undefined {
  const [, bucket, path = ''] = s3Pattern.exec(url) ?? [];
  if (bucket === undefined) return undefined;
  const prefix = path.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

export const s3Url = ({ bucket, prefix }: S3Location, name = ''): string => `s3://${bucket}/${prefix}${name}`;
