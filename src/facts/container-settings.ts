/** What ECS knows of a container, where that is a list of words. */

/**
 * The limits of the operating system that a container can have.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
 */
export const ulimitNames = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
] as const;

/**
 * What another container must have done before one starts.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyConditions = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const;
export type DependencyCondition = (typeof dependencyConditions)[number];

/**
 * The most containers in a task definition.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const maxContainers = 10;

/**
 * The capabilities of Linux that a container can be given, or lose.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
export const capabilityNames = (
  'ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE ' +
  'LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID ' +
  'SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG ' +
  'WAKE_ALARM'
).split(' ');

/** The only one that Fargate gives. Source: as above. */
export const fargateCapability = 'SYS_PTRACE';

/**
 * The options of a file system in memory; some of them take a value, as in mode=1777.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
 */
export const tmpfsOptions = (
  'defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind ' +
  'rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime mode uid ' +
  'gid nr_inodes nr_blocks mpol'
).split(' ');

/**
 * The most target groups of a service.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
 */
export const maxTargetGroups = 5;
