import {
  DeleteAccountSettingCommand,
  ListAccountSettingsCommand,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
  type Setting,
  type SettingName,
} from '@aws-sdk/client-ecs';
import { AwsError, on, regional, type Context } from '../../../service.js';
import { sessionOf, userArn } from '../../caller.js';
import { isMonitoring } from '../../ec2/guardduty/runtime-monitoring.js';
import { invalidParameter, notInSandbox, pageOf } from '../input.js';

interface Kind {
  /** What holds where nobody has set anything. */
  readonly usual: string;
  readonly values: readonly string[];
  /** Values that AWS has and the sandbox does not, and what they would take. */
  readonly without?: { readonly [value: string]: string };
  /** AWS sets it, and nobody else. */
  readonly isManaged?: true;
}

const onOrOff = ['enabled', 'disabled'];
/** Nobody has been able to go back to short ARNs since April 2021; that AWS refuses it so is believed. */
const longArns: Kind = { usual: 'enabled', values: ['enabled'] };

/**
 * The settings, their values, and what holds by default.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
 */
const kinds: { readonly [Name in SettingName]: Kind } = {
  awsvpcTrunking: {
    usual: 'disabled',
    values: onOrOff,
    without: { enabled: 'trunk network interfaces, by which an instance has room for more tasks' },
  },
  containerInsights: { usual: 'disabled', values: ['enhanced', 'enabled', 'disabled'] },
  containerInstanceLongArnFormat: longArns,
  defaultLogDriverMode: { usual: 'non-blocking', values: ['blocking', 'non-blocking'] },
  fargateEventWindows: { usual: 'disabled', values: onOrOff },
  fargateFIPSMode: { usual: 'disabled', values: onOrOff },
  fargateTaskRetirementWaitPeriod: { usual: '7', values: ['0', '7', '14'] },
  guardDutyActivate: { usual: 'off', values: [], isManaged: true },
  serviceLongArnFormat: longArns,
  tagResourceAuthorization: {
    usual: 'on',
    values: ['on', 'off'],
    without: { off: 'requests with tags that ecs:TagResource is not asked for' },
  },
  taskLongArnFormat: longArns,
};
const names = (Object.keys(kinds) as SettingName[]).toSorted();

type Row = Setting & { readonly name: SettingName; readonly principalArn: string };
/** What somebody has set, by who it is for and its name. */
const settings = regional<Row>('ecs/account-settings');
const keyOf = (principalArn: string, name: string): string => `${principalArn} ${name}`;

/** Everybody who has no setting of his own has that of the root user. */
const rootArn = ({ partition, account }: Context): string => `arn:${partition}:iam::${account}:root`;
const callerOf = (context: Context): string => sessionOf(context)?.roleArn ?? userArn(context);

export const accountSettingOperations = [
  on(PutAccountSettingCommand, ({ name, value, principalArn }, context) => {
    const asked = existing(name);
    if (asked === 'fargateTaskRetirementWaitPeriod')
      throw invalidParameter('The wait period is set for the whole account: use PutAccountSettingDefault.');
    return { setting: put(context, asked, value, ownArn(context, principalArn)) };
  }),

  on(PutAccountSettingDefaultCommand, ({ name, value }, context) => ({
    setting: put(context, existing(name), value, rootArn(context)),
  })),

  /** Answers what holds from now on. */
  on(DeleteAccountSettingCommand, ({ name, principalArn }, context) => {
    const [asked, who] = [existing(name), ownArn(context, principalArn)];
    if (kinds[asked].isManaged) throw managed(asked);
    settings(context).delete(keyOf(who, asked));
    return { setting: { ...effective(context, asked, who), principalArn: who } };
  }),

  /** Only what was set for the principal itself, unless it asks for what holds. Ten a page at most. */
  on(ListAccountSettingsCommand, (input, context) => {
    if (input.value !== undefined && input.name === undefined)
      throw invalidParameter('A setting name is required to filter by value.');
    const who = ownArn(context, input.principalArn);
    const wanted = input.name === undefined ? names : [existing(input.name)];
    const rows = wanted.flatMap((name) =>
      input.effectiveSettings ? effective(context, name, who) : (settings(context).get(keyOf(who, name)) ?? []),
    );
    const matching = rows.filter(({ value }) => (input.value ?? value) === value);
    const { items, more } = pageOf(matching, ({ name = '' }) => name, input, 10, 10);
    return { settings: items, ...more };
  }),
];

/** What counts for the caller: a setting of his own, else the account's, else AWS's. */
export const accountSetting = (context: Context, name: SettingName): string =>
  effective(context, name, callerOf(context)).value ?? kinds[name].usual;

function effective(context: Context, name: SettingName, who: string): Setting {
  const root = rootArn(context);
  const row = settings(context).get(keyOf(who, name)) ?? settings(context).get(keyOf(root, name));
  if (row) return row;
  const { usual, isManaged } = kinds[name];
  const value = isManaged && isMonitoring(context.world) ? 'on' : usual;
  return { name, value, principalArn: root, type: isManaged ? 'aws_managed' : 'user' };
}

/** @throws AwsError InvalidParameterException, 501 for what the sandbox does not do */
function put(context: Context, name: SettingName, value: string | undefined, principalArn: string): Setting {
  const { values, without = {}, isManaged } = kinds[name];
  if (isManaged) throw managed(name);
  // Source: https://github.com/aws/aws-cli/issues/3785
  if (value === undefined || !values.includes(value)) throw invalidParameter("Invalid setting 'value'");
  if (without[value] !== undefined) throw notInSandbox(without[value]);
  const row: Row = { name, value, principalArn, type: 'user' };
  settings(context).set(keyOf(principalArn, name), row);
  return row;
}

function existing(name: SettingName | undefined): SettingName {
  if (name !== undefined && Object.hasOwn(kinds, name)) return name;
  throw invalidParameter("Invalid setting 'name'");
}

const managed = (name: string) => invalidParameter(`The setting ${name} is managed by AWS and cannot be changed.`);

/** Only the root user may speak for others; the error is believed. */
function ownArn(context: Context, asked: string | undefined): string {
  const own = callerOf(context);
  if (asked === undefined || asked === own) return own;
  throw new AwsError('AccessDeniedException', 'Only the root user may change the settings of other principals.');
}
