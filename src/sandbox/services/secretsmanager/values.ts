import type { Context } from '../../service.js';
import { sealed, unsealed } from '../sealed.js';
import { failed, invalidParameter, notFound, invalidRequest } from './constraint.js';
import type { SecretRow, SecretVersion } from './tables.js';

/** A value as requests have it: a text or bytes. */
export interface Value {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}
type Kept = Pick<SecretVersion, 'text' | 'bytes'>;

const mostBytes = 65_536;

/**
 * What is kept of a value; undefined where the request has none.
 * @throws AwsError without the value in it
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function keptValue(context: Context, { SecretString, SecretBinary }: Value): Kept | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (SecretString === undefined && SecretBinary === undefined) return undefined;
  const [value, member] =
    SecretString === undefined ? [SecretBinary ?? '', 'secretBinary'] : [SecretString, 'secretString'];
  const size = Buffer.byteLength(value);
  if (size > mostBytes) throw failed('(hidden)', member, `Member must have length less than or equal to ${mostBytes}`);
  if (size === 0 && SecretBinary) throw failed('', member, 'Member must have length greater than or equal to 1');
  return SecretString === undefined
    ? { bytes: sealed(context, Buffer.from(value as Uint8Array).toString('base64')) }
    : { text: sealed(context, SecretString) };
}

export function shownValue(context: Context, { text, bytes }: Kept): Value {
  if (text !== undefined) return { SecretString: unsealed(context, text) };
  return bytes === undefined ? {} : { SecretBinary: new Uint8Array(Buffer.from(unsealed(context, bytes), 'base64')) };
}

/** Whether two values are the same: they are sealed differently each time. */
export function sameValue(context: Context, one: Kept, other: Kept): boolean {
  const [a, b] = [shownValue(context, one), shownValue(context, other)];
  const bytesOf = ({ SecretBinary }: Value) =>
    SecretBinary ? Buffer.from(SecretBinary).toString('base64') : undefined;
  return a.SecretString === b.SecretString && bytesOf(a) === bytesOf(b);
}

/**
 * Puts a version with these stages. Each stage is taken from the version that has it; where `AWSCURRENT` moves, the one
 * that had it becomes `AWSPREVIOUS`.
 */
export function addVersion(context: Context, row: SecretRow, id: string, kept: Kept, stages: readonly string[]): void {
  const current = Object.values(row.versions).find((it) => it.stages.includes('AWSCURRENT'));
  const moved = stages.includes('AWSCURRENT') ? [...stages, 'AWSPREVIOUS'] : stages;
  for (const version of Object.values(row.versions))
    version.stages = version.stages.filter((it) => !moved.includes(it));
  if (current && stages.includes('AWSCURRENT')) current.stages.push('AWSPREVIOUS');
  row.versions[id] = { stages: [...stages], createdAt: context.now, ...kept };
  row.changedAt = context.now;
}

/**
 * The version that is asked for: the current one where nothing is.
 * @throws AwsError `ResourceNotFoundException`, `InvalidRequestException`
 */
export function versionOf(
  { versions }: SecretRow,
  { VersionId, VersionStage }: { VersionId?: string | undefined; VersionStage?: string | undefined },
): { id: string; version: SecretVersion } {
  if (VersionId !== undefined) {
    const version = versions[VersionId];
    if (!version) throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`);
    if (VersionStage !== undefined && !version.stages.includes(VersionStage))
      throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
    return { id: VersionId, version };
  }
  const stage = VersionStage ?? 'AWSCURRENT';
  const found = Object.entries(versions).find(([, { stages }]) => stages.includes(stage));
  if (!found) throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${stage}`);
  return { id: found[0], version: found[1] };
}
