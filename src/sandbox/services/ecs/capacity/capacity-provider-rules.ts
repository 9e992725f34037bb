import type {
  AutoScalingGroupProvider,
  AutoScalingGroupProviderUpdate,
  CreateCapacityProviderRequest,
  ManagedScaling,
} from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { groups, type GroupRow } from '../../autoscaling/tables.js';
import { clientException, invalidParameter, notInSandbox, present } from '../input.js';
import { capacityProviders, type CapacityProviderRow } from '../instance-tables.js';

type Settings = CapacityProviderRow['provider']['autoScalingGroupProvider'];

/**
 * The checks of a capacity provider's settings. All of them throw before anything is changed.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 */

/** @throws AwsError `ClientException` */
export function checkedName(context: Context, input: CreateCapacityProviderRequest): string {
  const { name, cluster, managedInstancesProvider } = input;
  if (cluster !== undefined || managedInstancesProvider) throw notInSandbox('managed instances');
  const text = present(name, 'Name');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(text) || /^(aws|ecs|fargate)/i.test(text))
    throw clientException(
      'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters ' +
        '(upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or ' +
        '"fargate". Specify a valid name and try again.',
    );
  const earlier = capacityProviders(context).get(text);
  if (earlier && earlier.provider.status !== 'INACTIVE')
    throw clientException(
      'The specified capacity provider already exists. To change the configuration of an existing capacity provider, ' +
        'update the capacity provider.',
    );
  return text;
}

/** The group behind a provider; undefined once it is deleted. */
export const groupOf = (context: Context, arn: string): GroupRow | undefined =>
  groups(context).find(({ group, deleting }) => group.AutoScalingGroupARN === arn && deleting === undefined);

/** @throws AwsError `ClientException`, `InvalidParameterException` */
export function checkedSettings(context: Context, asked: AutoScalingGroupProvider | undefined): Settings {
  const given = present(asked, 'Auto Scaling group provider');
  const autoScalingGroupArn = present(given.autoScalingGroupArn, 'Auto Scaling group ARN');
  const hasGroup = context.world.isBeingRestored || groupOf(context, autoScalingGroupArn);
  if (!hasGroup)
    throw clientException('The specified Auto Scaling group ARN is invalid. Specify a valid ARN and try again.');
  const isOf = ({ provider }: CapacityProviderRow) =>
    provider.status !== 'INACTIVE' && provider.autoScalingGroupProvider.autoScalingGroupArn === autoScalingGroupArn;
  if (capacityProviders(context).find(isOf))
    throw clientException(
      'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique ' +
        'Auto Scaling group ARN and try again.',
    );
  const unset: Settings = {
    autoScalingGroupArn,
    managedScaling: { ...scalingDefaults },
    managedTerminationProtection: 'DISABLED',
    managedDraining: 'ENABLED',
  };
  return changedSettings(context, unset, given);
}

const scalingDefaults = {
  status: 'DISABLED',
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
} as const;

/** @throws AwsError `ClientException`, `InvalidParameterException` */
export function changedSettings(context: Context, was: Settings, asked: AutoScalingGroupProviderUpdate): Settings {
  const {
    managedScaling = was.managedScaling,
    managedTerminationProtection = was.managedTerminationProtection,
    managedDraining = was.managedDraining,
  } = asked;
  const after: Settings = {
    autoScalingGroupArn: was.autoScalingGroupArn,
    managedScaling: checkedScaling(managedScaling),
    managedTerminationProtection,
    managedDraining,
  };
  if (managedTerminationProtection === 'ENABLED') checkProtection(context, after);
  return after;
}

function checkedScaling(asked: ManagedScaling): Settings['managedScaling'] {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const scaling = { ...scalingDefaults, ...given } as Settings['managedScaling'];
  const { targetCapacity: target, minimumScalingStepSize: least, maximumScalingStepSize: most } = scaling;
  const within = (value: number, range: readonly [number, number], member: string) => {
    if (value < range[0] || value > range[1])
      throw invalidParameter(`${member} must be between ${range[0]} and ${range[1]}.`);
  };
  within(target, [1, 100], 'targetCapacity');
  within(least, [1, 10_000], 'minimumScalingStepSize');
  within(most, [1, 10_000], 'maximumScalingStepSize');
  within(scaling.instanceWarmupPeriod, [0, 10_000], 'instanceWarmupPeriod');
  if (least > most) throw invalidParameter('minimumScalingStepSize must not be greater than maximumScalingStepSize.');
  return scaling;
}

/** ECS lifts protection where it may scale in, and can only lift what is there. */
function checkProtection(context: Context, { managedScaling, autoScalingGroupArn }: Settings): void {
  const invalid = 'The managed termination protection setting for the capacity provider is invalid. ';
  if (managedScaling.status !== 'ENABLED')
    throw clientException(
      `${invalid}To enable managed termination protection for a capacity provider, managed scaling must be enabled.`,
    );
  const isProtected =
    context.world.isBeingRestored || groupOf(context, autoScalingGroupArn)?.group.NewInstancesProtectedFromScaleIn;
  if (!isProtected)
    throw clientException(
      `${invalid}To enable managed termination protection for a capacity provider, the Auto Scaling group must have ` +
        'instance protection from scale in enabled.',
    );
}
