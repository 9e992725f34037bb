/** What differs between AWS's partitions. */
interface Partition {
  /** What the names of its regions begin with. */
  readonly regions: RegExp;
  /** What the host names of its services end in. */
  readonly dnsSuffix: string;
}

/**
 * AWS's partitions. The first one has all regions that belong to no other, so it also has those that are new.
 * Sources: `partitions.json` of https://github.com/boto/botocore (expressions and suffixes),
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const partitions: Readonly<Record<string, Partition>> = {
  aws: { regions: /^/, dnsSuffix: 'amazonaws.com' },
  'aws-cn': { regions: /^cn-/, dnsSuffix: 'amazonaws.com.cn' },
  'aws-us-gov': { regions: /^us-gov-/, dnsSuffix: 'amazonaws.com' },
  'aws-eusc': { regions: /^eusc-/, dnsSuffix: 'amazonaws.eu' },
  'aws-iso': { regions: /^us-iso-/, dnsSuffix: 'c2s.ic.gov' },
  'aws-iso-b': { regions: /^us-isob-/, dnsSuffix: 'sc2s.sgov.gov' },
  'aws-iso-e': { regions: /^eu-isoe-/, dnsSuffix: 'cloud.adc-e.uk' },
  'aws-iso-f': { regions: /^us-isof-/, dnsSuffix: 'csp.hci.ic.gov' },
};

/** The partition `aws`, in which most regions are. */
const common = 'aws';

/**
 * The partition of a region: the second part of every ARN in it.
 * @param region as AWS names it: `eu-west-1`
 */
export const partitionOf = (region: string): string =>
  Object.keys(partitions).find((name) => name !== common && partitions[name]?.regions.test(region)) ?? common;

/** What the host names of a region's services end in: `amazonaws.com.cn` in China. */
export const dnsSuffixOf = (region: string): string => partitions[partitionOf(region)]?.dnsSuffix ?? 'amazonaws.com';
