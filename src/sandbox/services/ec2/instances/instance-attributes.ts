import {
  DescribeInstanceAttributeCommand,
  ModifyInstanceAttributeCommand,
  type InstanceAttribute,
  type InstanceAttributeName,
  type ModifyInstanceAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';
import { groupsFor } from '../network-interfaces/network-interfaces.js';
import { invalid, invalidCombination, missingParameter, notInSandbox } from '../refusals.js';
import { existingRow, instance } from '../resource-kinds.js';
import { networkInterfaces, subnets, type NetworkInterfaceRow } from '../tables.js';
import { checkedShutdownBehavior } from './launch-rules.js';
import { plainText } from '../../../../plain-text.js';

export const instanceAttributeOperations: readonly Operation[] = [
  /**
   * One attribute at a time.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html
   */
  on(DescribeInstanceAttributeCommand, ({ InstanceId, Attribute }, context) => {
    if (!Attribute) throw missingParameter('attribute');
    const shown = attributes[Attribute];
    if (!shown) throw invalid(`Value (${String(Attribute)}) for parameter attribute is invalid. Unknown attribute.`);
    const row = existingRow(context, instance, InstanceId, 'instanceId');
    return structuredClone({ InstanceId, ...shown(row, primaryInterface(context, row)) });
  }),

  /**
   * One attribute at a time, by its own member or by `Attribute` and `Value`.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html
   */
  on(ModifyInstanceAttributeCommand, (input, context) => {
    const row = existingRow(context, instance, input.InstanceId, 'instanceId');
    const [attribute, value] = wanted(input);
    const change = changes[attribute];
    if (change) change(context, row, value);
    else if (whileStopped.includes(attribute) && row.instance.State.Name !== 'stopped') throw notStopped(row);
    else throw notInSandbox(`${attribute} of ModifyInstanceAttribute`);
    return {};
  }),
];

const primaryInterface = (context: Context, row: InstanceRow): NetworkInterfaceRow | undefined =>
  networkInterfaces(context).find(
    ({ Attachment }) => Attachment?.InstanceId === row.instance.InstanceId && Attachment.DeviceIndex === 0,
  );

type Shown = (row: InstanceRow, primary: NetworkInterfaceRow | undefined) => InstanceAttribute;

/** An attribute that an instance has not is shown without a value. */
const attributes: Readonly<Record<InstanceAttributeName, Shown>> = {
  instanceType: ({ instance: { InstanceType } }) => ({ InstanceType: { Value: InstanceType } }),
  kernel: () => ({ KernelId: {} }),
  ramdisk: () => ({ RamdiskId: {} }),
  userData: ({ userData }) => ({ UserData: userData === undefined ? {} : { Value: userData } }),
  disableApiTermination: ({ isProtected = false }) => ({ DisableApiTermination: { Value: isProtected } }),
  disableApiStop: ({ isStopProtected = false }) => ({ DisableApiStop: { Value: isStopProtected } }),
  instanceInitiatedShutdownBehavior: ({ shutdownBehavior = 'stop' }) => ({
    InstanceInitiatedShutdownBehavior: { Value: shutdownBehavior },
  }),
  rootDeviceName: ({ instance: { RootDeviceName } }) => ({ RootDeviceName: { Value: RootDeviceName } }),
  blockDeviceMapping: ({ instance: { BlockDeviceMappings = [] } }) => ({ BlockDeviceMappings }),
  productCodes: () => ({ ProductCodes: [] }),
  sourceDestCheck: (_row, primary) => ({ SourceDestCheck: { Value: primary?.SourceDestCheck ?? true } }),
  groupSet: (_row, primary) => ({ Groups: primary?.Groups ?? [] }),
  ebsOptimized: ({ instance: { EbsOptimized = false } }) => ({ EbsOptimized: { Value: EbsOptimized } }),
  sriovNetSupport: () => ({ SriovNetSupport: {} }),
  enaSupport: ({ instance: { EnaSupport = true } }) => ({ EnaSupport: { Value: EnaSupport } }),
  enclaveOptions: () => ({ EnclaveOptions: { Enabled: false } }),
};

/** The attributes that can be changed while an instance runs. */
const changes: { readonly [attribute: string]: (context: Context, row: InstanceRow, value: unknown) => void } = {
  disableApiTermination: (_context, row, value) => (row.isProtected = switched(value)),
  disableApiStop: (_context, row, value) => (row.isStopProtected = switched(value)),
  instanceInitiatedShutdownBehavior: (_context, row, value) =>
    (row.shutdownBehavior = checkedShutdownBehavior(plainText(value))),
  sourceDestCheck(context, row, value) {
    row.instance.SourceDestCheck = switched(value);
    const own = primaryInterface(context, row);
    if (own) own.SourceDestCheck = switched(value);
  },
  groupSet(context, row, value) {
    const own = primaryInterface(context, row);
    const home = own && subnets(context).get(own.SubnetId);
    if (!own || !home) throw incorrectState(row);
    const groups = groupsFor(context, home, value as readonly string[]);
    own.Groups = groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
  },
};

/** The attributes that need a stopped instance. Even then the sandbox does not change them. */
const whileStopped: readonly string[] = ['instanceType', 'userData', 'ebsOptimized', 'kernel', 'ramdisk'];

const notStopped = ({ instance: { InstanceId } }: InstanceRow) =>
  new AwsError('IncorrectInstanceState', `The instance '${InstanceId}' is not in the 'stopped' state.`);

const incorrectState = ({ instance: { InstanceId, State } }: InstanceRow) =>
  new AwsError(
    'IncorrectInstanceState',
    `The instance '${InstanceId}' is not in a valid state: '${State.Name ?? ''}'.`,
  );

function switched(value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw invalid(`Invalid boolean value: ${plainText(value)}`);
}

/** The one attribute that a request changes, and its value. */
function wanted({ InstanceId: _, DryRun: _dry, ...input }: ModifyInstanceAttributeRequest): [string, unknown] {
  const { Attribute, Value, ...members } = input;
  const asked = Object.entries(members).filter(([, value]) => value !== undefined);
  const named: [string, unknown][] = asked.map(([member, value]) => [attributeOf(member), valueOf(value)]);
  if (Attribute && Value !== undefined) named.push([Attribute, Value]);
  const [first, second] = named;
  if (second) throw invalidCombination('Fields for multiple attribute types specified');
  if (!first) throw missingParameter('attribute');
  return first;
}

/** `DisableApiTermination` → `disableApiTermination`: only the groups are called otherwise. */
const attributeOf = (member: string): string =>
  member === 'Groups' ? 'groupSet' : member.charAt(0).toLowerCase() + member.slice(1);

const valueOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'Value' in value ? value.Value : value;

/**
 * @throws AwsError `OperationNotPermitted`
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html
 */
export function refuseProtected(rows: readonly InstanceRow[]): void {
  for (const { isProtected, instance } of rows)
    if (isProtected === true)
      throw new AwsError(
        'OperationNotPermitted',
        `The instance '${instance.InstanceId}' may not be terminated. Modify its 'disableApiTermination' instance ` +
          'attribute and try again.',
      );
}
