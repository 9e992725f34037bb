import { DescribeParametersCommand, type ParameterMetadata, type ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError, on, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import { callerArn } from '../caller.js';
import { numberedPage } from './constraint.js';
import { parameterArn } from './parameter-names.js';
import { latest } from './parameter-values.js';
import { parameters, type ParameterRow, type ParameterVersion } from './tables.js';

/** Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const parameterListOperations = [
  on(DescribeParametersCommand, (input, context) => {
    if (input.Filters?.length && input.ParameterFilters?.length)
      throw new AwsError('InvalidFilterKey', 'You can use either Filters or ParameterFilters in a single request.');
    if (input.Shared) throw new AwsError('NotImplemented', 'the sandbox has no shared parameters', { status: 501 });
    const filters = input.ParameterFilters ?? input.Filters ?? [];
    const rows = parameters(context).all((row) => filters.every((filter) => fits(row, filter)));
    const assumed = rows.length === 0 && isTakenOnTrust(context) ? namedIn(filters) : undefined;
    if (assumed !== undefined)
      return { Parameters: [{ Name: assumed, ARN: parameterArn(context, assumed), Type: 'SecureString' as const }] };
    const { items, more } = numberedPage(rows, ({ name }) => name, input, 50);
    return { Parameters: items.map((row) => metadata(context, row, latest(row))), ...more };
  }),
];

/** The one name that is asked for. */
const namedIn = ([filter, ...others]: readonly ParameterStringFilter[]): string | undefined =>
  filter?.Key === 'Name' && filter.Option === 'Equals' && others.length === 0 ? filter.Values?.at(0) : undefined;

/** All of a version but its value. */
export const metadata = (context: Context, { name }: ParameterRow, it: ParameterVersion): ParameterMetadata => ({
  ...{ Name: name, ARN: parameterArn(context, name), Type: it.type, Version: it.version, Tier: it.tier },
  ...(it.type === 'SecureString' && { KeyId: 'alias/aws/ssm' }),
  ...(it.description !== undefined && { Description: it.description }),
  ...(it.allowedPattern !== undefined && { AllowedPattern: it.allowedPattern }),
  ...{ LastModifiedDate: it.at, LastModifiedUser: callerArn(context), Policies: [], DataType: it.dataType },
});

function fits(row: ParameterRow, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  const { type, tier, dataType } = latest(row);
  const tag = Key.startsWith('tag:') ? row.tags[Key.slice(4)] : undefined;
  if (Key.startsWith('tag:')) return tag !== undefined && (Values.length === 0 || Values.includes(tag));
  switch (Key) {
    case 'Name':
      return Values.some((value) => compare(Option, row.name, value));
    case 'Path':
      return Values.some((value) => isUnder(row.name, value, Option));
    case 'Type':
      return Values.includes(type);
    case 'Tier':
      return Values.includes(tier);
    case 'DataType':
      return Values.includes(dataType);
    case 'KeyId':
      return type === 'SecureString' && Values.includes('alias/aws/ssm');
    default:
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter key is not valid: ${Key}. Valid filter keys include: [Path, Name, Type, KeyId, Tier, DataType, tag:].`,
      );
  }
}

/** A name is compared with and without the slash that it begins with. */
function compare(option: string | undefined, name: string, value: string): boolean {
  const [bare, wanted] = [name.replace(/^\//, ''), value.replace(/^\//, '')];
  if (option === 'Contains') return name.includes(value);
  return option === 'BeginsWith' ? bare.startsWith(wanted) : bare === wanted;
}

function isUnder(name: string, path: string, option = 'OneLevel'): boolean {
  const start = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(start) && (option === 'Recursive' || !name.slice(start.length).includes('/'));
}
