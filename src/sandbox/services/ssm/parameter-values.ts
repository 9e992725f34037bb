import type { Parameter } from '@aws-sdk/client-ssm';
import type { Context } from '../../service.js';
import { sealed, unsealed } from '../sealed.js';
import { noParameter } from './constraint.js';
import { namedParameter, parameterArn } from './parameter-names.js';
import { publicParameter } from './public-parameters.js';
import { parameters, type ParameterRow, type ParameterVersion } from './tables.js';
import { AwsError } from '../../service.js';

export const latest = ({ versions }: ParameterRow): ParameterVersion => versions.at(-1) ?? versions[0];

export const keptValue = (context: Context, type: string, value: string): string =>
  type === 'SecureString' ? sealed(context, value) : value;

/** A SecureString that is not decrypted is shown as it is kept. */
export function valueOf(context: Context, { type, value }: ParameterVersion, isDecrypted: boolean): string {
  return type === 'SecureString' && isDecrypted ? unsealed(context, value) : value;
}

/** How GetParameter and its like show one. */
export const shown = (
  context: Context,
  { name }: ParameterRow,
  version: ParameterVersion,
  isDecrypted: boolean,
): Parameter => ({
  Name: name,
  Type: version.type,
  Value: valueOf(context, version, isDecrypted),
  Version: version.version,
  LastModifiedDate: version.at,
  ARN: parameterArn(context, name),
  DataType: version.dataType,
});

/**
 * The parameter that a request names, the account's own or one of AWS's; undefined where there is none.
 * @throws AwsError `ParameterVersionNotFound`
 */
export function foundParameter(context: Context, text: string, isDecrypted: boolean): Parameter | undefined {
  const { name, version, selector } = namedParameter(context, text);
  const row = parameters(context).get(name);
  if (!row) return publicParameter(context, name);
  const wanted = version === undefined ? latest(row) : row.versions.find((it) => it.version === version);
  if (!wanted)
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${version ?? ''} of ${name}. Verify the version and try again.`,
    );
  return { ...shown(context, row, wanted, isDecrypted), ...(selector !== undefined && { Selector: selector }) };
}

/** @throws AwsError `ParameterNotFound` */
export function existingParameter(context: Context, name: string): ParameterRow {
  const row = parameters(context).get(name);
  if (!row) throw noParameter(name);
  return row;
}
