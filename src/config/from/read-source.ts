import { FailureError } from '../../failure.js';
import { readDocument } from '../yaml-document.js';
import { textOf } from './source-texts.js';
import { isMap, type Source, type SourceFormat } from './source.js';
import type { Path } from '../member-path.js';
import { plainText } from '../../plain-text.js';

/** A file to make a config from, as it was found. */
export interface SourceText {
  /** Its name as the user knows it. */
  readonly file: string;
  readonly text: string;
  /** The directory that paths in it start from, from that of the config. */
  baseOf(format: SourceFormat): string;
}

/** Files that belong to a compose file or an ecs-params file, and that are read with it where they lie beside it. */
export const besideNames = [
  ...['ecs-params.yml', 'ecs-params.yaml'],
  ...['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
];

/** The types of Copilot's services and jobs that run on ECS, or on App Runner. */
export const copilotTypes = [
  'Load Balanced Web Service',
  'Backend Service',
  'Worker Service',
  'Scheduled Job',
  'Request-Driven Web Service',
];

/** What a file is, by what is in it. */
export function formatOf(data: unknown): SourceFormat | undefined {
  if (Array.isArray(data)) return data.length > 0 && data.every(isContainer) ? 'task-definition' : undefined;
  if (!isMap(data)) return undefined;
  const wrapped = data['taskDefinition'];
  if (Array.isArray(data['containerDefinitions'])) return 'task-definition';
  if (isMap(wrapped) && Array.isArray(wrapped['containerDefinitions'])) return 'task-definition';
  if (copilotTypes.includes(plainText(data['type']))) return 'copilot';
  if (['task_definition', 'task-definition', 'run_params'].some((it) => isMap(data[it]))) return 'ecs-params';
  if (isMap(data['services'])) return 'compose';
  const members = Object.values(data);
  const isOfVersion1 = members.length > 0 && members.every((it) => isMap(it) && ('image' in it || 'build' in it));
  return isOfVersion1 ? 'compose' : undefined;
}

const isContainer = (value: unknown): boolean =>
  isMap(value) && typeof value['name'] === 'string' && typeof value['image'] === 'string';

/**
 * Reads a file, and sees what it is.
 * @throws FailureError `bad-config` where it is no YAML or JSON, `bad-usage` where it is nothing that a config is made from
 */
export function readSourceText({ file, text, baseOf }: SourceText): Source {
  const document = readDocument(text, /^\s*[{[]/.test(text) ? 'JSON' : 'YAML');
  const [fault] = document.faults.filter(({ fatal }) => fatal);
  if (fault) {
    const { at, message, hint } = fault;
    throw new FailureError({
      code: 'bad-config',
      problems: [{ file, ...at, path: '', message, ...(hint !== undefined && { hint }) }],
    });
  }
  const data = document.data();
  const format = formatOf(data);
  if (!format)
    throw new FailureError({
      code: 'bad-usage',
      message: `${file} is nothing that a config can be made from${isMap(data) && typeof data['type'] === 'string' ? `: of Copilot's types there are ${copilotTypes.join(', ')}` : ''}`,
      hint: 'it takes a compose file, a manifest of Copilot, an ecs-params file, or a task definition of ECS as JSON',
    });
  const rewrites = new Map<string, string>();
  return { file, format, document, rewrites, base: baseOf(format), data: written(data, [], format, rewrites) };
}

/** The data with its texts as a config writes them. */
function written(
  value: unknown,
  path: Path,
  format: SourceFormat,
  rewrites: Map<string, string>,
  name?: unknown,
): unknown {
  if (typeof value === 'string') {
    const { text, how } = textOf(value, { path, name: plainText(name ?? path.at(-1)), format });
    if (how !== undefined) rewrites.set(JSON.stringify(path), how);
    return text;
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((it, i) => written(it, [...path, i], format, rewrites));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, it]) => {
      const given = member === 'value' ? value['name'] : undefined;
      return [member, written(it, [...path, member], format, rewrites, given)];
    }),
  );
}
