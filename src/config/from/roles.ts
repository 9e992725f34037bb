import { plainText } from '../../plain-text.js';
import { text } from './convert.js';
import type { Target } from './draft.js';
import { to, type Row } from './rows.js';
import { reasons } from './reasons.js';
import type { Value } from './source.js';
import { accountVariable } from './open-variables.js';
import { hasVariable } from './variables-in.js';

/**
 * A task role. ECS takes its ARN, or its name alone; a config takes the ARN. The account of a name is that of another role that the file
 * has by its ARN, or a variable says it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html, `taskRoleArn`
 */
export const taskRole: Row = (value, target) => {
  if (!isName(value)) return to('permissions.role', text, reasons.role)(value, target);
  const account = accountIn(value) ?? `\${${accountVariable}}`;
  const arn = `arn:aws:iam::${account}:role/${plainText(value.value)}`;
  target.put(['permissions', 'role'], arn, value, `the ARN of the role of this name: ${arn}`);
};

/** An execution role by its name alone is one that a tool has made; the stack makes one with what its tasks need. */
export function executionRole(value: Value, target: Target): void {
  if (isName(value) || !target.schema('executionRole'))
    target.hold(value, 'the stack makes an execution role, with what its tasks need');
  else to('executionRole', text)(value, target);
}

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, `RoleName`. */
const isName = ({ value }: Value): boolean =>
  typeof value === 'string' && !hasVariable(value) && /^[\w+=,.@-]{1,64}$/.test(value);

/** The account of the first role that a file has by its ARN. */
const accountIn = ({ source }: Value): string | undefined =>
  /"arn:aws[a-z-]*:iam::(\d{12}):role\//.exec(JSON.stringify(source.data))?.[1];
