import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  PutParameterCommand,
  type PutParameterRequest,
} from '@aws-sdk/client-ssm';
import { AwsError, on, type Context } from '../../service.js';
import { failed, invalid, noParameter, present, severalNames } from './constraint.js';
import { namedParameter, newName } from './parameter-names.js';
import { keptValue, latest } from './parameter-values.js';
import { checkedTags } from './tags.js';
import { parameters, type ParameterVersion } from './tables.js';

/** Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const parameterChangeOperations = [
  on(PutParameterCommand, putParameter),

  on(DeleteParameterCommand, ({ Name }, context) => {
    const { name } = namedParameter(context, present(Name, 'name'));
    if (!parameters(context).delete(name)) throw noParameter(name);
    return {};
  }),

  on(DeleteParametersCommand, ({ Names }, context) => {
    const names = [...new Set(severalNames(Names))];
    const deleted = names.filter((name) => parameters(context).delete(namedParameter(context, name).name));
    return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
  }),
];

const mostVersions = 100;
/** Characters. Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const longest = { Standard: 4096, Advanced: 8192 };

function putParameter(input: PutParameterRequest, context: Context) {
  const name = newName(namedParameter(context, present(input.Name, 'name')).name);
  const value = present(input.Value, 'value');
  const there = parameters(context).get(name);
  refuseUnknown(input);
  const type = input.Type ?? (there && latest(there).type);
  if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
  if (!['String', 'StringList', 'SecureString'].includes(type))
    throw new AwsError('UnsupportedParameterType', `The parameter type isn't supported: ${type}.`);
  if (there && !input.Overwrite)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (input.Overwrite && input.Tags?.length)
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove " +
        'overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or ' +
        'RemoveTagsFromResource.',
    );
  const tier = tierOf(input, value, there && latest(there));
  checkValue(value, tier, input.AllowedPattern);
  const version: ParameterVersion = {
    ...{ version: there ? latest(there).version + 1 : 1, type, tier, at: context.now },
    ...{ value: keptValue(context, type, value), dataType: input.DataType ?? 'text' },
    ...(input.Description !== undefined && { description: checkedDescription(input.Description) }),
    ...(input.AllowedPattern !== undefined && { allowedPattern: input.AllowedPattern }),
  };
  const tags = there?.tags ?? checkedTags(input.Tags);
  const [first = version, ...rest] = [...(there?.versions ?? []), version].slice(-mostVersions);
  parameters(context).set(name, { name, versions: [first, ...rest], tags });
  return { Version: version.version, Tier: tier };
}

function refuseUnknown({ KeyId, Policies, DataType }: PutParameterRequest): void {
  const what =
    KeyId !== undefined && !/(^|:)alias\/aws\/ssm$/.test(KeyId)
      ? 'keys of KMS'
      : Policies !== undefined && Policies !== '' && Policies !== '[]' && Policies !== '{}'
        ? 'policies of parameters'
        : DataType !== undefined && DataType !== 'text'
          ? `parameters of the data type ${DataType}`
          : undefined;
  if (what !== undefined) throw new AwsError('NotImplemented', `the sandbox has no ${what}`, { status: 501 });
}

/** A parameter that is advanced once stays so. */
function tierOf({ Tier }: PutParameterRequest, value: string, before: ParameterVersion | undefined) {
  if (Tier === 'Intelligent-Tiering')
    return value.length > longest.Standard ? 'Advanced' : (before?.tier ?? 'Standard');
  if (Tier !== undefined && Tier !== 'Standard' && Tier !== 'Advanced')
    throw failed(Tier, 'tier', 'Member must satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]');
  if (before?.tier === 'Advanced' && Tier === 'Standard')
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter " +
        'tier to the standard-parameter tier.',
    );
  return Tier ?? before?.tier ?? 'Standard';
}

/** No message repeats the value: it may be a secret. */
function checkValue(value: string, tier: string, pattern: string | undefined): void {
  if (value === '') throw failed('', 'value', 'Member must have length greater than or equal to 1');
  if (tier === 'Standard' && value.length > longest.Standard)
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${longest.Standard} characters. To create a ` +
        'larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see ' +
        'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
    );
  if (value.length > longest.Advanced)
    throw invalid(`Advanced tier parameters support a maximum parameter value of ${longest.Advanced} characters.`);
  if (pattern !== undefined && !fitsPattern(value, pattern))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
}

function fitsPattern(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    throw new AwsError('InvalidAllowedPatternException', `Given allowedPattern: ${pattern} is invalid.`);
  }
}

function checkedDescription(text: string): string {
  if (text.length > 1024) throw failed(text, 'description', 'Member must have length less than or equal to 1024');
  return text;
}
