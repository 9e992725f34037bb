import type { Around } from './wish.js';

/**
 * Members that a config has, by the names that others have for them. What is said is where it is here.
 * Sources: those of `task-wishes.ts`.
 */
export const otherNames: { readonly [Place in Around]?: { readonly [here: string]: string } } = {
  task: {
    command: 'cmd args',
    entryPoint: 'entry',
    workingDirectory: 'workingDir workDir',
    readonlyRoot: 'readOnly readonlyRootFilesystem',
    initProcess: 'init initProcessEnabled',
    stopTimeout: 'stopGracePeriod',
    memory: 'memLimit',
    memoryReservation: 'memReservation',
    cpu: 'cpus cpuLimit',
    restart: 'restartPolicy',
    labels: 'dockerLabels',
    environment: 'env envVars variables environmentVariables',
    containers: 'sidecars containerDefinitions additionalContainers',
    count: 'replicas scale desiredCount',
    scaling: 'autoscaling autoscale horizontalPodAutoscaler',
    keep: 'revisionHistoryLimit historyLimit keepRevisions revisionsToKeep rollback',
    port: 'expose containerPort',
    ports: 'portMappings additionalPorts extraPorts',
    architecture: 'platform cpuArchitecture',
    exec: 'enableExecuteCommand',
    volumes: 'storage dockerVolumes dockerVolumeConfiguration',
    repositoryCredentials: 'imagePullSecrets credentialsParameter',
    mounts: 'mountPoints volumeMounts',
    sharedMemory: 'shmSize sharedMemorySize',
    capabilities: 'capAdd capDrop kernelCapabilities',
    discovery: 'serviceDiscovery serviceRegistries',
    rules: 'http loadBalancers',
    target: 'targetGroup targetGroups',
    permissions: 'taskRole taskRoleArn policies iam',
    logRetentionDays: 'logRetention',
    build: 'dockerfile',
  },
  job: { schedule: 'scheduleExpression cron cronExpression' },
  top: {
    name: 'stack stackName project projectName app application',
    services: 'service',
    network: 'vpc networkConfiguration',
    ingress: 'loadBalancer alb api http gateway',
    tags: 'labels',
    jobs: 'job tasks scheduledTasks',
  },
  cluster: {
    capacity: 'launchType capacityProviders',
    instances: 'autoScalingGroup asg',
    containerInsights: 'insights',
  },
  network: {
    existing: 'vpc vpcId id',
    zones: 'availabilityZones azs',
    egress: 'nat natGateway natGateways',
    cidr: 'cidrBlock',
    endpoints: 'vpcEndpoints',
  },
  ingress: { loadBalancer: 'alb', type: 'kind' },
};
