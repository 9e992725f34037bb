import type { Path } from '../member-path.js';
import { asRegion, withAccount, withoutPlaceholders, type Filled } from './placeholders.js';
import { joined } from './rows.js';
import type { SourceFormat } from './source.js';
import { fromCompose, hasVariable, literal } from './variables-in.js';

/** Where a text stands in a file. */
interface Standing {
  readonly path: Path;
  /** What it is called: in a list of names and values, the name beside it. */
  readonly name: string;
  readonly format: SourceFormat;
}

/** A text of a file as a config writes it: with its variables, and with those that stand for placeholders. */
export function textOf(text: string, at: Standing): Filled {
  const { text: own, how } = variablesOf(text, at);
  const filled = placeholdersOf(at)(own);
  const all = joined(how, filled.how);
  return all === undefined ? { text: filled.text } : { text: filled.text, how: all };
}

function variablesOf(text: string, { path, format }: Standing): Filled {
  if (format === 'copilot') return { text };
  if (format !== 'task-definition') return rewritten(text, fromCompose(text), variables);
  return isForTheProgram(path) && hasVariable(text) ? rewritten(text, literal(text), escaped) : { text };
}

const rewritten = (text: string, made: string, how: string): Filled => (made === text ? { text } : { text: made, how });
const variables = 'variables have braces here, and a dollar is one';
const escaped = 'no variable: `$${` is a literal `${`';

/** The members of a container that reach it as they are: what is in them is for the program, or for its shell. */
const forTheProgram = [
  ...['command', 'entryPoint', 'environment', 'healthCheck', 'dockerLabels'],
  ...['entrypoint', 'healthcheck', 'labels', 'variables', 'args'],
];
const isForTheProgram = (path: Path): boolean => forTheProgram.some((it) => path.includes(it));

function placeholdersOf({ path, name }: Standing): (text: string) => Filled {
  if (regions.includes(name)) return asRegion;
  if (isForTheProgram(path)) return withAccount;
  const isSecret = path.some((it) => it === 'secrets' || it === 'secretOptions') && path.at(-1) !== 'name';
  return isSecret || ofAws.includes(name) ? withoutPlaceholders : withAccount;
}

const regions = ['awslogs-region', 'AWS_REGION', 'AWS_DEFAULT_REGION'];

/** Names of what is in AWS or in a registry, in all formats: none of them has a bracket. */
const ofAws = [
  ...['image', 'location', 'valueFrom', 'value_from', 'alb', 'awslogs-group'],
  ...['credentials', 'credentialsParameter', 'credentials_parameter'],
  ...['taskRoleArn', 'executionRoleArn', 'task_role_arn', 'task_execution_role'],
];
