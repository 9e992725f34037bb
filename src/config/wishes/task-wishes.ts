import { atTop, inTask, inTaskOrTop, type Wish } from './wish.js';

const onFargate = 'Fargate does not take it, and a container is the same here on Fargate and on instances';
const ownInterface = 'each task has a network interface of its own (awsvpc), where ECS does not take it';
const service = 'a service is found by its `discovery` name, and let in by `calledBy`';

/**
 * What containers and tasks have elsewhere: in task definitions of ECS, in compose files, in manifests of Copilot and in
 * ecs-params. Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html for what Fargate does not take,
 * https://docs.docker.com/reference/compose-file/services/, https://aws.github.io/copilot-cli/docs/manifest/overview/,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cmd-ecs-cli-compose-ecsparams.html
 */
export const taskWishes: readonly Wish[] = [
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
  inTaskOrTop(
    'configs',
    'there is no file that could be mounted',
    'put it into the image, or into a variable of `environment`',
  ),
  inTask('environmentFiles', 'ECS reads these from S3', 'write `envFile`: it is read on this machine'),
  inTask('labelFile', 'labels are read from the config alone', 'write them into `labels`'),
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
  inTask('securityOpt dockerSecurityOptions', onFargate, '`user` and `readonlyRoot` take rights away'),
  inTask('devices deviceCgroupRules', onFargate, 'run what needs a device on an instance of its own'),
  inTask('swappiness maxSwap memswapLimit memSwappiness', onFargate, 'give the task more `memory`'),
  inTask('sysctls systemControls', 'settings of the kernel are not passed on here', 'leave it out'),
  inTask('pid pidMode pidsLimit', 'containers do not see the processes of others', '`ulimits: {nproc: …}` limits them'),
  inTask('ipc ipcMode', onFargate, 'containers of a task talk over localhost'),
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
