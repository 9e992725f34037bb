import { AwsError, type Context } from '../../service.js';
import { failed, invalid, present } from './constraint.js';

/**
 * The name that a new parameter may have.
 * Sources: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html and
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function newName(value: string | undefined): string {
  const name = present(value, 'name');
  if (name.length < 1 || name.length > 1011) throw failed(name, 'name', 'Member must have length between 1 and 1011');
  if (/^\/aws(\/|$)/i.test(name))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`, { status: 400 });
  if (/^\/?(aws|ssm)/i.test(name))
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist ' +
        'of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the ' +
        'following 3 symbols .-_',
    );
  if (name.includes('/') && !name.startsWith('/'))
    throw invalid('Parameter name must be a fully qualified name: it begins with a slash where it has one.');
  if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name))
    throw invalid(
      'Parameter name: it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of ' +
        'letters, numbers and the following 3 symbols .-_',
    );
  if (name.split('/').length - 1 > 15)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `Parameter name: ${name}: the hierarchy of a parameter may have fifteen levels at most.`,
    );
  return name;
}

/** What a request names a parameter by. */
export interface Named {
  readonly name: string;
  /** A version's number, after a colon. */
  readonly version?: number;
  /** As the answer repeats it: `:3`. */
  readonly selector?: string;
}

/**
 * A parameter by its name or its ARN, with a version behind it where one is wanted.
 * @throws AwsError 501 for a label: the sandbox labels no versions
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
 */
export function namedParameter({ partition, region, account }: Context, text: string): Named {
  const starts = [account, ''].map((owner) => `arn:${partition}:ssm:${region}:${owner}:parameter`);
  const start = starts.find((it) => text.startsWith(it));
  const rest = start === undefined ? text : text.slice(start.length);
  const [path = '', selector] = rest.split(':');
  // The ARN of a parameter without a path has a slash as well.
  const name = start !== undefined && path.lastIndexOf('/') === 0 ? path.slice(1) : path;
  if (text.startsWith('arn:') && start === undefined) return { name: text };
  if (selector === undefined) return { name };
  if (!/^\d+$/.test(selector))
    throw new AwsError('NotImplemented', 'the sandbox has no labels of parameters', { status: 501 });
  return { name, version: Number(selector), selector: `:${selector}` };
}

export const parameterArn = ({ partition, region, account }: Context, name: string): string =>
  `arn:${partition}:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
