import {
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  type ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { AwsError, on } from '../../service.js';
import { invalid, noParameter, numberedPage, present, severalNames } from './constraint.js';
import { metadata } from './parameter-list.js';
import { namedParameter } from './parameter-names.js';
import { existingParameter, foundParameter, latest, shown, valueOf } from './parameter-values.js';
import { refusePublic } from './public-parameters.js';
import { parameters, type ParameterRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const parameterOperations = [
  on(GetParameterCommand, ({ Name, WithDecryption = false }, context) => {
    const name = present(Name, 'name');
    const Parameter = foundParameter(context, name, WithDecryption);
    if (!Parameter) throw noParameter(name);
    return { Parameter };
  }),

  /** What is not there does not fail the others. */
  on(GetParametersCommand, ({ Names, WithDecryption = false }, context) => {
    const found = [...new Set(severalNames(Names))].map((name) => ({
      name,
      parameter: orNone(() => foundParameter(context, name, WithDecryption)),
    }));
    return {
      Parameters: found.flatMap((it) => it.parameter ?? []),
      InvalidParameters: found.flatMap((it) => (it.parameter ? [] : [it.name])),
    };
  }),

  /** Ten parameters a page at most. Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
  on(GetParametersByPathCommand, (input, context) => {
    const { Path, Recursive = false, WithDecryption = false, ParameterFilters = [] } = input;
    const path = present(Path, 'path');
    if (!path.startsWith('/')) throw invalid('The parameter path must begin with a slash.');
    refusePublic(path);
    const start = path.endsWith('/') ? path : `${path}/`;
    const rows = parameters(context).all(
      (row) =>
        row.name.startsWith(start) &&
        (Recursive || !row.name.slice(start.length).includes('/')) &&
        ParameterFilters.every((filter) => isOfType(row, filter)),
    );
    const { items, more } = numberedPage(rows, ({ name }) => name, input, 10);
    return { Parameters: items.map((row) => shown(context, row, latest(row), WithDecryption)), ...more };
  }),

  on(GetParameterHistoryCommand, (input, context) => {
    const row = existingParameter(context, namedParameter(context, present(input.Name, 'name')).name);
    const keyOf = ({ version }: { version: number }) => String(version).padStart(9, '0');
    const { items, more } = numberedPage(row.versions, keyOf, input, 50);
    const Parameters = items.map((version) => ({
      ...metadata(context, row, version),
      Value: valueOf(context, version, input.WithDecryption ?? false),
      Labels: [],
    }));
    return { Parameters, ...more };
  }),
];

/** A version that is not there counts as a parameter that is not. */
function orNone<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ParameterVersionNotFound') return undefined;
    throw error;
  }
}

/** Of the filters that a path takes, the type alone is known here. */
function isOfType(row: ParameterRow, { Key, Option = 'Equals', Values = [] }: ParameterStringFilter): boolean {
  if (Key !== 'Type' || Option !== 'Equals')
    throw new AwsError('NotImplemented', `the sandbox does not filter a path by ${Key ?? ''}, ${Option}`, {
      status: 501,
    });
  return Values.includes(latest(row).type);
}
