import { DescribeAccountAttributesCommand, DescribeRegionsCommand, type Region } from '@aws-sdk/client-ec2';
import { isOptIn } from '../../../facts/opt-in-regions.js';
import { dnsSuffixOf, partitionOf } from '../../../facts/partitions.js';
import { regionsWithZones } from '../../../facts/zones.js';
import { quotaIn } from '../../quotas.js';
import { on, type Context, type Operation } from '../../service.js';
import { filtered, type FilterValues } from './filters.js';
import { invalid } from './refusals.js';

/** What the account is, and where. */
export const accountOperations: readonly Operation[] = [
  /**
   * The regions of the caller's partition whose zones are known here. Those that an account has to enable are not enabled
   * in the sandbox, and are shown with `AllRegions` or by their name.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
   */
  on(DescribeRegionsCommand, ({ RegionNames, AllRegions, Filters }, context) => {
    const all = regionsWithZones.filter((name) => partitionOf(name) === context.partition).map(shown);
    const unknown = RegionNames?.find((name) => !all.some(({ RegionName }) => RegionName === name));
    if (unknown !== undefined) throw invalid(`Invalid region specified: ${unknown}`);
    const wanted = all.filter(({ RegionName, OptInStatus }) =>
      RegionNames?.length
        ? RegionNames.includes(RegionName)
        : AllRegions === true || OptInStatus !== 'not-opted-in' || RegionName === context.region,
    );
    return { Regions: filtered(wanted, Filters, regionFilters) };
  }),

  /** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
  on(DescribeAccountAttributesCommand, ({ AttributeNames }, context) => {
    const known = Object.keys(attributes);
    const unknown = AttributeNames?.find((name) => !known.includes(name));
    if (unknown !== undefined) throw invalid(`Value (${unknown}) for parameter attributeName is invalid.`);
    return {
      AccountAttributes: Object.entries(attributes)
        .filter(([name]) => !AttributeNames?.length || AttributeNames.some((asked) => asked === name))
        .map(([AttributeName, values]) => ({
          AttributeName,
          AttributeValues: values(context).map((AttributeValue) => ({ AttributeValue })),
        })),
    };
  }),
];

type RegionRow = Region & { readonly RegionName: string };

const shown = (RegionName: string): RegionRow => ({
  RegionName,
  Endpoint: `ec2.${RegionName}.${dnsSuffixOf(RegionName)}`,
  OptInStatus: isOptIn(RegionName) ? 'not-opted-in' : 'opt-in-not-required',
});

const regionFilters: FilterValues<RegionRow> = {
  endpoint: ({ Endpoint }) => Endpoint,
  'opt-in-status': ({ OptInStatus }) => OptInStatus,
  'region-name': ({ RegionName }) => RegionName,
};

/**
 * No instance is refused for how many there are, so the limit of instances is the figure that AWS shows to everybody.
 * Source of names and figures: the AWS CLI's example of describe-account-attributes
 */
const attributes: { readonly [name: string]: (context: Context) => string[] } = {
  'supported-platforms': () => ['VPC'],
  'default-vpc': () => ['none'],
  'max-instances': () => ['20'],
  'vpc-max-security-groups-per-interface': () => ['5'],
  'max-elastic-ips': (context) => [String(quotaIn(context, 'elastic-ips'))],
  'vpc-max-elastic-ips': (context) => [String(quotaIn(context, 'elastic-ips'))],
};
