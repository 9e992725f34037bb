import { ListSecretsCommand, type Filter } from '@aws-sdk/client-secrets-manager';
import { AwsError, on } from '../../service.js';
import { page } from '../page.js';
import { within } from './constraint.js';
import { described } from './secret.js';
import { secrets, type SecretRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export const secretListOperations = [
  on(ListSecretsCommand, (input, context) => {
    const { Filters = [], IncludePlannedDeletion = false, SortBy, SortOrder } = input;
    if ((SortBy !== undefined && SortBy !== 'name') || SortOrder === 'desc')
      throw new AwsError('NotImplemented', 'the sandbox lists secrets by their names', { status: 501 });
    const rows = secrets(context).all(
      (row) => (IncludePlannedDeletion || !row.deletedAt) && Filters.every((filter) => fits(row, filter)),
    );
    const { items, next } = page(rows, ({ name }) => name, {
      size: within(input.MaxResults, 'maxResults', [1, 100], 100),
      token: input.NextToken,
      invalid: () => new AwsError('InvalidNextTokenException', 'The next token is invalid.'),
    });
    const SecretList = items.map((row) => ({ ...described(row), SecretVersionsToStages: stagesOf(row) }));
    return { SecretList, ...(next !== undefined && { NextToken: next }) };
  }),
];

const stagesOf = ({ versions }: SecretRow) =>
  Object.fromEntries(
    Object.entries(versions).flatMap(([id, { stages }]) => (stages.length > 0 ? [[id, [...stages]]] : [])),
  );

/** Texts begin with a value; a value that begins with `!` must not fit. Tags are compared with regard to case. */
function fits(row: SecretRow, { Key, Values = [] }: Filter): boolean {
  const texts = textsOf(row, Key);
  return Values.some((value) => {
    const wanted = value.replace(/^!/, '');
    const begins = texts.some((text) =>
      Key === 'description' || Key === 'all'
        ? text
            .toLowerCase()
            .split(/\W+/)
            .some((word) => word.startsWith(wanted.toLowerCase()))
        : text.startsWith(wanted),
    );
    return begins !== value.startsWith('!');
  });
}

function textsOf({ name, description = '', tags }: SecretRow, key: Filter['Key']): readonly string[] {
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return [description];
    case 'tag-key':
      return Object.keys(tags);
    case 'tag-value':
      return Object.values(tags);
    case 'all':
      return [name, description, ...Object.keys(tags), ...Object.values(tags)];
    default:
      throw new AwsError('NotImplemented', `the sandbox does not filter secrets by ${key ?? ''}`, { status: 501 });
  }
}
