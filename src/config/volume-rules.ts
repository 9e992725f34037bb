import { cycleIn } from '../cycle.js';
import { fargateCapability } from '../facts/container-settings.js';
import { didYouMean, nearest } from '../nearest.js';
import { inEachContainer, inEachTask } from './containers.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for the volumes of tasks, for where containers find them, and for what Fargate does not take of it. */

const kinds = ['efs', 'host', 'docker'] as const;
const ofInstances = ['host', 'docker'] as const;

/** ECS answers `Unknown volume 'data'.` Source: https://github.com/ansible/ansible/issues/35751 */
export const unknownVolumes = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, { name: owner, kind, at: around, task: { volumes = {} } }) =>
    containers.flatMap(({ at, container: { mounts = {} } }) =>
      Object.entries(mounts).flatMap(([path, mount]): Finding[] => {
        if (mount?.volume === undefined || Object.hasOwn(volumes, mount.volume)) return [];
        const names = Object.keys(volumes);
        const where = [...at, 'mounts', path, 'volume'];
        return [
          {
            at: [where],
            message: `a task of ${owner} has no volume ${JSON.stringify(mount.volume)}`,
            hint:
              didYouMean(nearest(mount.volume, names)) ??
              (names.length > 0
                ? `there is: ${names.join(', ')}`
                : `add it to \`volumes\` of ${kind}.${owner}, as in \`volumes: {${mount.volume}: {}}\``),
            restsOn: [where, [...around, 'volumes']],
          },
        ];
      }),
    ),
  );

export const volumesOfTwoKinds = (config: ValidPart<Shape>): Finding[] =>
  inEachVolume(config, (at, volume) => {
    const [first, second] = kinds.filter((kind) => volume[kind] !== undefined);
    if (first === undefined || second === undefined) return [];
    return [
      {
        at: [
          [...at, second],
          [...at, first],
        ],
        message: `a volume is one thing: "${first}" or "${second}"`,
        hint: 'remove one of them, or make two volumes',
      },
    ];
  });

/**
 * ECS answers `Fargate compatible task definitions do not support sourcePath`.
 * Sources: https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/174,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const volumesOfInstances = (config: ValidPart<Shape>): Finding[] =>
  inEachVolume(config, (at, volume) =>
    ofInstances.flatMap((kind): Finding[] =>
      volume[kind] === undefined || config.cluster?.capacity !== 'fargate'
        ? []
        : [
            {
              at: [
                [...at, kind],
                ['cluster', 'capacity'],
              ],
              message: 'Fargate shows nobody the machine that a task runs on, so it has no volumes of one',
              hint: 'an empty volume, `{}`, is shared by the containers of a task; `capacity: ec2` of the cluster has instances',
            },
          ],
    ),
  );

/**
 * An access point has a directory of its own. It and the task role are told over TLS. ECS answers `When using an EFS access point,
 * the root directory must either be set to "/" or be omitted`.
 * Sources: https://github.com/aws/aws-cdk/issues/10683, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
 */
export const wrongFileSystems = (config: ValidPart<Shape>): Finding[] =>
  inEachVolume(config, (around, { efs }) => {
    const at = (member: string): Path => [...around, 'efs', member];
    const { accessPoint, rootDirectory, transitEncryption, transitEncryptionPort, iam } = efs ?? {};
    const needsTls =
      accessPoint !== undefined
        ? 'accessPoint'
        : iam
          ? 'iam'
          : transitEncryptionPort
            ? 'transitEncryptionPort'
            : undefined;
    return [
      ...(accessPoint !== undefined && rootDirectory !== undefined && rootDirectory !== '/'
        ? [
            {
              at: [at('rootDirectory'), at('accessPoint')] as [Path, Path],
              message: 'an access point has a directory of its own, so no other one can be said',
              hint: 'remove one of the two, or make an access point for that directory',
            },
          ]
        : []),
      ...(needsTls !== undefined && transitEncryption === false
        ? [
            {
              at: [at('transitEncryption'), at(needsTls)] as [Path, Path],
              message: `"${needsTls}" needs encryption in transit`,
              hint: 'remove `transitEncryption: false`: without it, all is encrypted',
            },
          ]
        : []),
    ];
  });

/** Only what stays can be there already. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html */
export const provisionedForATask = (config: ValidPart<Shape>): Finding[] =>
  inEachVolume(config, (at, { docker }) =>
    docker?.autoprovision === undefined || docker.scope !== 'task'
      ? []
      : [
          {
            at: [
              [...at, 'docker', 'autoprovision'],
              [...at, 'docker', 'scope'],
            ],
            message: 'a volume that goes with its task is always made for it',
            hint: 'remove it, or write `scope: shared`',
          },
        ],
  );

/** Docker would refuse the container: `Duplicate mount point`. Source: https://docs.docker.com/engine/storage/ */
export const mountedTwice = (config: ValidPart<Shape>): Finding[] =>
  inEachContainer(config, ({ name, at, container: { mounts = {}, tmpfs = {} } }) => {
    const all: Path[] = [
      ...Object.keys(mounts).map((path) => [...at, 'mounts', path]),
      ...Object.keys(tmpfs).map((path) => [...at, 'tmpfs', path]),
    ];
    return all.flatMap((path, i): Finding[] => {
      const other = all.slice(0, i).find((it) => plainPath(it) === plainPath(path));
      if (!other) return [];
      return [
        {
          at: [path],
          message: `two things are at ${plainPath(path)} in ${name}`,
          hint: 'give one of them another path',
          other,
        },
      ];
    });
  });

/** `/data/` and `//data` are `/data`. */
const plainPath = (path: Path): string => String(path.at(-1)).replace(/\/+/g, '/').replace(/\/$/, '');

export const unknownSourcesOfVolumes = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, { name: owner, at: around }) =>
    containers.flatMap(({ name, at, container: { volumesFrom = {} } }) =>
      Object.keys(volumesFrom).flatMap((from): Finding[] => {
        const where = [...at, 'volumesFrom', from];
        const others = containers.map((it) => it.name).filter((it) => it !== name);
        if (from === name)
          return [{ at: [where], message: `${name} has its own volumes`, hint: 'remove it', restsOn: [where] }];
        if (others.includes(from)) return [];
        return [
          {
            at: [where],
            message: `a task of ${owner} has no container ${JSON.stringify(from)}`,
            hint:
              didYouMean(nearest(from, others)) ??
              (others.length > 0 ? `there is: ${others.join(', ')}` : 'add it to its `containers`'),
            restsOn: [where, [...around, 'containers']],
          },
        ];
      }),
    ),
  );

/** None of them could be made first. */
export const volumesInACircle = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers) => {
    const from = containers.map(({ name, container: { volumesFrom = {} } }) => {
      return [name, Object.keys(volumesFrom).filter((it) => it !== name)] as const;
    });
    const circle = cycleIn(new Map(from));
    const first = containers.find(({ name }) => name === circle?.[0]);
    if (!circle || !first) return [];
    return [
      {
        at: [[...first.at, 'volumesFrom', circle[1] ?? '']],
        message: `containers take volumes from each other: ${circle.join(' → ')}`,
        hint: 'remove one of them; a volume of `volumes` can be mounted in several containers',
      },
    ];
  });

/**
 * Fargate has `tmpfs` since January 2026, and no /dev/shm of another size. Of capabilities, it adds one.
 * Sources: https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
export const rightsOnFargate = (config: ValidPart<Shape>): Finding[] =>
  config.cluster?.capacity !== 'fargate'
    ? []
    : inEachContainer(config, ({ at, container: { sharedMemory, capabilities, privileged } }): Finding[] => [
        ...(privileged === true
          ? [
              {
                at: [
                  [...at, 'privileged'],
                  ['cluster', 'capacity'],
                ] as [Path, Path],
                message: 'Fargate runs no privileged containers',
                hint: 'remove it, or write `capacity: ec2` for the cluster',
              },
            ]
          : []),
        ...(sharedMemory === undefined
          ? []
          : [
              {
                at: [
                  [...at, 'sharedMemory'],
                  ['cluster', 'capacity'],
                ] as [Path, Path],
                message: 'on Fargate, /dev/shm has the size that it has',
                hint: 'remove it: `tmpfs` gives another directory in memory; `capacity: ec2` of the cluster has instances',
              },
            ]),
        ...(capabilities?.add ?? []).flatMap((name, i): Finding[] =>
          name === undefined || name === fargateCapability
            ? []
            : [
                {
                  at: [
                    [...at, 'capabilities', 'add', i],
                    ['cluster', 'capacity'],
                  ],
                  message: `Fargate does not give ${name} to a container: it adds ${fargateCapability} alone`,
                  hint: 'remove it, or write `capacity: ec2` for the cluster',
                },
              ],
        ),
      ]);

type Volume = NonNullable<NonNullable<ReturnType<typeof tasksOf>[number]['task']['volumes']>[string]>;

const inEachVolume = (config: ValidPart<Shape>, find: (at: Path, volume: Volume) => Finding[]): Finding[] =>
  tasksOf(config).flatMap(({ at, task: { volumes = {} } }) =>
    Object.entries(volumes).flatMap(([name, volume]) => (volume ? find([...at, 'volumes', name], volume) : [])),
  );
