import { expect, test } from '@jest/globals';
import { problemLines, withService } from './problem-lines.js';

const onInstances = 'cluster: {capacity: ec2}\nnetwork: {egress: nat}\n';
/** What is said of a service with these members, without the place in the file and the member. */
const said = (members: string, more = '') =>
  problemLines(withService(members, more)).map((line) => line.replace(/^\d+:\d+ \S+ /, ''));
const volume = (it: string, mounts = '{/data: {volume: data}}') => `volumes: {data: ${it}}\nmounts: ${mounts}`;

test.each([
  ['a volume that two containers have', `${volume('{}')}\ncontainers: {a: {image: x, mounts: {/in: {volume: data}}}}`],
  [
    'the volumes of another container, read-only',
    `${volume('{}')}\ncontainers: {a: {image: x, volumesFrom: {web: {readOnly: true}}}}`,
  ],
  ['directories in memory, on Fargate too', 'tmpfs: {/run: {size: 64MB, options: [noexec, mode=1777]}}'],
  ['the capability that Fargate adds', 'capabilities: {add: [SYS_PTRACE], drop: [ALL]}'],
  ['a file system', volume('{efs: {fileSystem: fs-01234567, accessPoint: fsap-0123456789abcdef0, iam: true}}')],
  ['one without encryption', volume('{efs: {fileSystem: fs-01234567, rootDirectory: /x, transitEncryption: false}}')],
  ['a path on an instance', volume('{host: /var/data}'), onInstances],
  [
    'a volume of Docker',
    volume(
      '{docker: {scope: shared, autoprovision: true, driver: local, driverOptions: {type: tmpfs}, labels: {a: b}}}',
    ),
    onInstances,
  ],
  ['what instances give', 'privileged: true\nsharedMemory: 256MB\ncapabilities: {add: [NET_ADMIN]}', onInstances],
])('%s is right', (_, members, more = '') => {
  expect(said(members, more)).toEqual([]);
});

test.each([
  [
    'a mount of no volume',
    'mounts: {/data: {volume: data}}',
    'a task of web has no volume "data" (add it to `volumes` of services.web, as in `volumes: {data: {}}`)',
  ],
  [
    'a mount of a mistyped one',
    volume('{}', '{/data: {volume: dta}}'),
    'a task of web has no volume "dta" (did you mean "data"?)',
  ],
  [
    'a path on an instance, on Fargate',
    volume('{host: /var/data}'),
    'Fargate shows nobody the machine that a task runs on, so it has no volumes of one ' +
      '(an empty volume, `{}`, is shared by the containers of a task; `capacity: ec2` of the cluster has instances)',
  ],
  [
    'a volume of two kinds',
    volume('{host: /a, docker: {}}'),
    'a volume is one thing: "host" or "docker" (remove one of them, or make two volumes)',
    onInstances,
  ],
  [
    'a directory beside an access point',
    volume('{efs: {fileSystem: fs-01234567, accessPoint: fsap-0123456789abcdef0, rootDirectory: /data}}'),
    'an access point has a directory of its own, so no other one can be said (remove one of the two, or make an access point for that directory)',
  ],
  [
    'the task role without encryption',
    volume('{efs: {fileSystem: fs-01234567, iam: true, transitEncryption: false}}'),
    '"iam" needs encryption in transit (remove `transitEncryption: false`: without it, all is encrypted)',
  ],
  [
    'a volume of a task that might be there',
    volume('{docker: {autoprovision: true}}'),
    'a volume that goes with its task is always made for it (remove it, or write `scope: shared`)',
    onInstances,
  ],
  [
    'two mounts at one path',
    volume('{}', '{/data: {volume: data}, /data/: {volume: data}}'),
    'two things are at /data in web; the other one: services.web.mounts["/data"], line 10 (give one of them another path)',
  ],
  [
    'a directory in memory where a volume is',
    `${volume('{}')}\ntmpfs: {//data: {size: 1}}`,
    'two things are at /data in web; the other one: services.web.mounts["/data"], line 10 (give one of them another path)',
  ],
  ['its own volumes', 'volumesFrom: {web: {}}', 'web has its own volumes (remove it)'],
  [
    'the volumes of no container',
    'volumesFrom: {side: {}}',
    'a task of web has no container "side" (add it to its `containers`)',
  ],
  [
    'volumes in a circle',
    'containers: {a: {image: x, volumesFrom: {b: {}}}, b: {image: x, volumesFrom: {a: {}}}}',
    'containers take volumes from each other: a → b → a (remove one of them; a volume of `volumes` can be mounted in several containers)',
  ],
  [
    'shared memory on Fargate',
    'sharedMemory: 256',
    'on Fargate, /dev/shm has the size that it has (remove it: `tmpfs` gives another directory in memory; ' +
      '`capacity: ec2` of the cluster has instances)',
  ],
  [
    'a privileged container on Fargate',
    'containers: {a: {image: x, privileged: true}}',
    'Fargate runs no privileged containers (remove it, or write `capacity: ec2` for the cluster)',
  ],
  [
    'a capability on Fargate',
    'capabilities: {add: [NET_ADMIN]}',
    'Fargate does not give NET_ADMIN to a container: it adds SYS_PTRACE alone (remove it, or write `capacity: ec2` for the cluster)',
  ],
])('%s is refused', (_, members, message, more = '') => {
  expect(said(members, more)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['mounts: {data: {volume: data}}\nvolumes: {data: {}}', 'did you mean "/data"?'],
  ['capabilities: {drop: [CAP_NET_RAW]}', 'did you mean "NET_RAW"?'],
  [volume(''), '`{}` is an empty directory'],
  ['tmpfs: {/run: {}}', 'size'],
  ['tmpfs: {/run: {size: 1, options: [fast]}}', 'is not an option of tmpfs'],
])('%s has a name or a value that is none', (members, hint) => {
  expect(said(members)).toEqual([expect.stringContaining(hint)]);
});
