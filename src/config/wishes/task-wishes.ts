import {
  atTop,
  inEfs,
  inHealth,
  inMount,
  inRestart,
  inTask,
  inTaskOfConfig,
  inTaskOrTop,
  inVolume,
  type Wish,
} from './wish.js';

const onFargate = 'Fargate does not take it, and a config has no member for it on instances either';
const ownInterface = 'each task has a network interface of its own (awsvpc), where ECS does not take it';
const privilegedOnes = 'with the capacity ec2, a container with `privileged: true` sees the devices of its instance';
const service = 'a service is found by its `discovery` name, and let in by `calledBy`';

/**
 * What containers and tasks have elsewhere: in task definitions of ECS, in compose files, in manifests of Copilot and in
 * ecs-params. Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html for what Fargate does not take,
 * https://docs.docker.com/reference/compose-file/services/, https://aws.github.io/copilot-cli/docs/manifest/overview/,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cmd-ecs-cli-compose-ecsparams.html; that a privileged container can
 * write to /proc/sys: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities and, for its own
 * network, believed.
 */
export const taskWishes: readonly Wish[] = [
  // The task itself
  inTaskOfConfig(
    'family taskDefinitionName',
    'a task definition is named after its stack and its service or job',
    'leave it out',
  ),
  inTaskOfConfig('name', 'it has the name that it stands under', 'leave it out'),
  inTaskOfConfig('tags', 'tags are put on everything that can have them', 'write `tags` at the top'),
  inTaskOfConfig('cluster', 'all tasks of a stack run in one cluster', 'write `cluster` at the top'),
  inTaskOfConfig('vpc', 'all tasks are in the VPC of the stack', 'write `network` at the top, and `subnets` here'),
  inTaskOfConfig('clientToken', 'what is made once is known by its name and tags', 'leave it out'),
  inTaskOfConfig(
    'role',
    'it would not say which role it is',
    '`permissions` says what the program may do, with `permissions.role` for a role that exists already; `executionRole` is the one for ECS',
  ),
  inTaskOfConfig(
    'networkConfiguration awsvpcConfiguration network',
    'its members are said directly',
    'write `subnets` and `securityGroups`',
  ),
  inTaskOfConfig('protocol', 'it is said of a port', 'as in `ports: {dns: {port: 53, protocol: udp}}` of a service'),
  inTask(
    'startTimeout',
    'a config has no member yet for how long others wait for a container',
    'its `healthCheck` says it: others that have `dependsOn: {NAME: HEALTHY}` do not start where it fails, after `startPeriod` and `retries`',
  ),
  // Files
  atTop(
    'volumes storage dockerVolumes',
    'each service and job has volumes of its own',
    'as in `services: {web: {volumes: {data: {}}, mounts: {/data: {volume: data}}}}`',
  ),
  inTaskOrTop(
    'efsVolumes efsVolumeConfiguration efs',
    'it is a kind of `volumes`',
    'as in `volumes: {data: {efs: {fileSystem: fs-…}}}` and `mounts: {/data: {volume: data}}`',
  ),
  inTaskOrTop(
    'volumeConfigurations ebsVolumes',
    'no disk is made for a task',
    'keep files in EFS or S3, or in a database; `ephemeralStorage` is space that goes with the task',
  ),
  inTaskOrTop(
    'fsxWindowsFileServerVolumeConfiguration s3filesVolumeConfiguration',
    'of file systems, those of EFS are mounted',
    'as in `volumes: {data: {efs: {fileSystem: fs-…}}}`',
  ),
  inVolume(
    'configuredAtLaunch ebs ebsVolume managedEbsVolume',
    'no disk is made for a task',
    'keep files in EFS or S3, or in a database; `ephemeralStorage` is space that goes with the task',
  ),
  inVolume(
    'fsx fsxWindowsFileServerVolumeConfiguration s3files s3filesVolumeConfiguration s3',
    'of file systems, those of EFS are mounted',
    'as in `volumes: {data: {efs: {fileSystem: fs-…}}}`',
  ),
  inVolume('name', 'a volume has the name that it stands under', 'leave it out'),
  inVolume(
    'driver driverOpts driverOptions scope autoprovision labels',
    'it is said of volumes of Docker',
    'as in `volumes: {data: {docker: {scope: shared}}}`, with the capacity ec2',
  ),
  inEfs('authorizationConfig', 'its members are said directly', 'write `accessPoint` and `iam`'),
  inMount('containerPath', 'a mount stands under its path', 'as in `mounts: {/data: {volume: data}}`'),
  inTaskOrTop(
    'configs',
    'there is no file that could be mounted',
    'put it into the image, or into a variable of `environment`',
  ),
  inTask('environmentFiles', 'ECS reads these from S3', 'write `envFile`: it is read on this machine'),
  inTask('labelFile', 'labels are read from the config alone', 'write them into `labels`'),
  // Health and restarts
  inHealth('startInterval', 'ECS has one interval', '`startPeriod` is the time in which failures do not count'),
  inHealth(
    'path port codes',
    'this is a command in the container, and the load balancer has a check of its own',
    'write it into `target: {health: {path: /health}}` of the service',
  ),
  inHealth('disable disabled', 'there is none where none is written', 'leave `healthCheck` out'),
  inRestart('enabled', 'it is on where `restart` is written', 'leave it out'),
  // Network
  inTask(
    'networkMode ecsNetworkMode taskNetworkMode',
    'all tasks have a network interface of their own (awsvpc)',
    'leave it out',
  ),
  inTaskOrTop('networks', 'a stack has one VPC, and security groups in the place of networks', service),
  inTask('links externalLinks', ownInterface, service),
  inTask('hostname domainname', ownInterface, `leave it out: ${service}`),
  inTask('containerName', 'a container has the name that it stands under', 'leave it out'),
  inTask('extraHosts', ownInterface, 'give the address in a variable of `environment`'),
  inTask('dns dnsServers dnsSearch dnsSearchDomains dnsOpt', ownInterface, 'names are those of the VPC'),
  inTask('macAddress ipv4Address ipv6Address', 'AWS chooses the addresses of a task', service),
  inTask('disableNetworking', onFargate, 'a worker is a service without a `port`'),
  inTask(
    'serviceConnect serviceConnectConfiguration connect',
    'services find each other by DNS here, without a proxy',
    service,
  ),
  inTask('proxyConfiguration appMesh envoy', 'AWS ends App Mesh on 30 September 2026', `leave it out: ${service}`),
  inTask('vpcLatticeConfigurations', 'no VPC Lattice is made here', 'rules of a load balancer lead to a service'),
  // Rights in the kernel
  inTask('securityOpt dockerSecurityOptions', onFargate, '`user`, `readonlyRoot` and `capabilities` take rights away'),
  inTask('devices', onFargate, privilegedOnes),
  inTask('deviceCgroupRules', 'ECS has no such setting', privilegedOnes),
  inTask('swappiness maxSwap memswapLimit memSwappiness', onFargate, 'give the task more `memory`'),
  inTask(
    'sysctls systemControls',
    'a config has no member for them yet',
    'let the program set what a socket can have by itself, such as TCP_KEEPIDLE; with the capacity ec2 and `privileged: true`, an entry point can write to /proc/sys',
  ),
  inTask(
    'pid pidMode',
    'containers of a task do not see the processes of each other here, and a config has no member that changes it yet',
    'start what watches a process in the same container, or let it ask over localhost',
  ),
  inTask(
    'pidsLimit',
    'ECS has no such setting',
    '`ulimits: {nproc: {soft: 512, hard: 512}}` limits the processes of a user',
  ),
  inTask(
    'ipc ipcMode',
    onFargate,
    'containers of a task talk over localhost, or share files by `volumes` and `mounts`',
  ),
  inTask('uts usernsMode cgroup cgroupParent', 'ECS has no such setting', 'leave it out'),
  inTask(
    'cpuset cpuShares cpuCount cpuPercent cpuRtRuntime cpuRtPeriod',
    'ECS has no such setting',
    '`cpu` is what a container or task has',
  ),
  inTask('oomKillDisable oomScoreAdj', 'ECS has no such setting', 'give the task more `memory`'),
  inTask('blkioConfig storageOpt', 'ECS has no such setting', 'leave it out'),
  inTask('groupAdd', 'ECS has no such setting', '`user: "1000:1000"` names a group, too'),
  inTask('stopSignal', 'ECS has no such setting, and sends SIGTERM', 'STOPSIGNAL in the Dockerfile counts'),
  inTask('postStart preStop', 'ECS has no such setting', 'a job, or a container with `dependsOn: {NAME: SUCCESS}`'),
  inTask(
    'tty pseudoTerminal stdinOpen interactive',
    'nobody is at the terminal of a task',
    '`exec: true` opens a shell',
  ),
  // Machines
  inTask(
    'gpus gpu resourceRequirements inferenceAccelerators neuronDevices deviceRequests',
    'Fargate has no GPUs, and the image of the instances has no drivers',
    'run it on instances of your own',
  ),
  inTask('runtime isolation credentialSpecs credentialSpec', 'tasks are Linux containers', 'leave it out'),
  inTask(
    'operatingSystemFamily windows',
    'tasks are Linux containers: there are no Windows instances here',
    'build the image for Linux',
  ),
  inTask(
    'placementConstraints placementStrategy placement taskPlacement constraints',
    'tasks are spread over zones, and then put close together',
    'a stack of its own has instances of its own type',
  ),
  inTask(
    'launchType compatibilities requiresCompatibilities',
    'all tasks of a cluster run on one kind',
    'write `cluster.capacity`',
  ),
  inTask('platformVersion', 'ECS takes the latest one', 'leave it out'),
  inTask('enableFaultInjection', 'no faults are put into tasks', 'the sandbox has faults for rehearsals'),
  inTask(
    'linuxParameters runtimePlatform',
    'its members are said directly',
    '`initProcess` for the one, `architecture` for the other',
  ),
  inTask(
    'assignPublicIp',
    'tasks in public subnets have a public address, and others have none',
    'write `subnets: public`',
  ),
  // Images
  inTask('pullPolicy', 'ECS pulls an image for each task on Fargate', 'another `tag` is another image'),
  inTask('versionConsistency', 'all tasks of a deployment run the same digest, as ECS has it', 'leave it out'),
  // Logs
  inTask(
    'logging logConfiguration logDriver logOpt',
    'it is called `logs` here, with the drivers that Fargate takes: awslogs, awsfirelens and splunk',
    'as in `logs: {driver: awsfirelens, options: {…}}`; of CloudWatch, `logGroup` and `logRetentionDays` say where and how long',
  ),
  inTask(
    'xray tracing observability',
    'no collector is put beside a container',
    'write it into `containers`, with `permissions`',
  ),
  inTask('alarms cloudWatchAlarms', 'no alarms are made', '`cluster.containerInsights` has the metrics'),
];
