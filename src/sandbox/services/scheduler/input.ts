import { AwsError, type Context } from '../../service.js';
import { constraints } from '../constraint.js';

const { present, matching, within, failed } = constraints('ValidationException');
export { present, within, failed };

/** The error that AWS answers to what it does not take. */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);
export const notInSandbox = (what: string): AwsError =>
  new AwsError('NotImplemented', `the sandbox's EventBridge Scheduler does not have ${what}`, { status: 501 });

/** The name of a schedule or of a group. Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const checkedName = (name: string | undefined, member: string): string =>
  matching(name, member, /[0-9a-zA-Z-_.]+/, 64);

/** `arn:aws:scheduler:us-east-1:123456789012:schedule-group/shop` */
export const arnOf = ({ partition, region, account }: Context, resource: string): string =>
  `arn:${partition}:scheduler:${region}:${account}:${resource}`;

export const groupArn = (context: Context, name: string): string => arnOf(context, `schedule-group/${name}`);
