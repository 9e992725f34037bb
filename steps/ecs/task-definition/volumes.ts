import type { Volume } from '@aws-sdk/client-ecs';

/** A volume as the config describes it. Of one without members there is nothing but its name. */
export interface TaskVolume {
  /** A path on the instance. */
  readonly host?: string | undefined;
  /** A file system that is there. */
  readonly efs?:
    | {
        readonly fileSystem: string;
        readonly accessPoint?: string | undefined;
        readonly rootDirectory?: string | undefined;
        readonly transitEncryption: boolean;
        readonly transitEncryptionPort?: number | undefined;
        readonly iam: boolean;
      }
    | undefined;
  readonly docker?:
    | {
        readonly scope: 'task' | 'shared';
        readonly autoprovision?: boolean | undefined;
        readonly driver: string;
        readonly driverOptions: { readonly [name: string]: string };
        readonly labels: { readonly [name: string]: string };
      }
    | undefined;
}

/**
 * The volumes of a task definition, by name. As in a container, the same config always gives the same JSON.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const volumesOf = (volumes: { readonly [name: string]: TaskVolume }) =>
  sorted(volumes).map(([name, { host, docker, efs }]) => ({
    name,
    ...(host !== undefined && { host: { sourcePath: host } }),
    ...(efs && { efsVolumeConfiguration: fileSystem(efs) }),
    ...(docker && { dockerVolumeConfiguration: dockerVolume(docker) }),
  })) satisfies Volume[];

/** Each member is said, also those that are as ECS has them, so that a revision with others differs. */
const fileSystem = ({ accessPoint, transitEncryptionPort, ...efs }: NonNullable<TaskVolume['efs']>) => ({
  fileSystemId: efs.fileSystem,
  rootDirectory: efs.rootDirectory ?? '/',
  transitEncryption: onOrOff(efs.transitEncryption),
  ...(transitEncryptionPort !== undefined && { transitEncryptionPort }),
  ...((accessPoint !== undefined || efs.iam) && {
    authorizationConfig: { ...(accessPoint !== undefined && { accessPointId: accessPoint }), iam: onOrOff(efs.iam) },
  }),
});
const onOrOff = (isOn: boolean) => (isOn ? ('ENABLED' as const) : ('DISABLED' as const));

function dockerVolume({ scope, autoprovision, driver, driverOptions, labels }: NonNullable<TaskVolume['docker']>) {
  const options = sorted(driverOptions);
  const marks = sorted(labels);
  return {
    ...{ scope, driver },
    ...(scope === 'shared' && autoprovision !== undefined && { autoprovision }),
    ...(options.length > 0 && { driverOpts: Object.fromEntries(options) }),
    ...(marks.length > 0 && { labels: Object.fromEntries(marks) }),
  };
}

const sorted = <Value>(members: { readonly [name: string]: Value }): [string, Value][] =>
  Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
