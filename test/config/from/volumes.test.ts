import { expect, test } from '@jest/globals';
import { fateOf, loaded, madeFrom } from './made.js';

const compose = `
services:
  web:
    image: nginx
    ports: ['80:80']
    volumes:
      - uploads:/uploads
      - scratch:/scratch:ro
      - ./src:/app
      - /cache
      - shared:/shared
      - {type: volume, source: scratch, target: /more, read_only: true}
    tmpfs: ['/run', '/tmp/x:size=16m,mode=1777']
    cap_drop: [ALL]
    cap_add: [NET_ADMIN]
volumes:
  uploads: {}
  scratch: {driver: local}
  shared: {external: true}
`;

test('a compose file: its volumes are of the task, directories of this machine stay here, and each mount is said', () => {
  const made = madeFrom(['compose.yml', compose]);
  expect(loaded(made).services['web']).toMatchObject({
    volumes: { uploads: {}, scratch: {}, cache: {} },
    mounts: {
      '/uploads': { volume: 'uploads', readOnly: false },
      '/scratch': { volume: 'scratch', readOnly: true },
      '/more': { volume: 'scratch', readOnly: true },
      '/cache': { volume: 'cache' },
    },
    tmpfs: { '/run': { size: 64, options: [] }, '/tmp/x': { size: 16, options: ['mode=1777'] } },
    capabilities: { drop: ['ALL'] },
  });
  expect(fateOf(made, 'services.web.volumes[0]')).toContain('it is empty at the start, goes with its task');
  expect(fateOf(made, 'services.web.volumes[2]')).toContain('a directory of the machine that compose runs on');
  expect(fateOf(made, 'services.web.volumes[4]')).toContain('a volume of the machine that compose runs on');
  expect(fateOf(made, 'services.web.cap_add')).toContain('Fargate does not give NET_ADMIN');
});

test('an ecs-params file says which of them are file systems; what is on an instance is left', () => {
  const params = `
version: 1
task_definition:
  efs_volumes:
    - {name: uploads, filesystem_id: fs-01234567, access_point: fsap-0123456789abcdef0, transit_encryption: ENABLED, iam: ENABLED}
  docker_volumes:
    - {name: scratch, scope: shared, autoprovision: true, driver: local}
`;
  const made = madeFrom(['compose.yml', compose], ['ecs-params.yml', params]);
  expect(loaded(made).services['web']?.volumes).toMatchObject({
    uploads: { efs: { fileSystem: 'fs-01234567', accessPoint: 'fsap-0123456789abcdef0', iam: true } },
  });
  expect(fateOf(made, 'task_definition.docker_volumes[0]')).toContain('Fargate shows nobody the machine');
});

test('a manifest of Copilot: a file system by its id is mounted, and one that Copilot has made is not', () => {
  const made = madeFrom([
    'manifest.yml',
    `
name: web
type: Backend Service
image: {location: nginx, port: 80}
storage:
  volumes:
    files: {path: /files, read_only: false, efs: {id: fs-01234567, root_dir: /web, auth: {iam: false}}}
    point: {path: /point, efs: {id: fs-01234567, auth: {access_point_id: fsap-0123456789abcdef0}}}
    own: {path: /own, efs: true}
    scratch: {path: /scratch, read_only: false}
sidecars:
  nginx: {image: nginx, mount_points: [{source_volume: scratch, path: /in, read_only: false}]}
`,
  ]);
  expect(loaded(made).services['web']).toMatchObject({
    volumes: {
      files: { efs: { fileSystem: 'fs-01234567', rootDirectory: '/web', iam: false, transitEncryption: true } },
      point: { efs: { accessPoint: 'fsap-0123456789abcdef0', iam: true } },
      scratch: {},
    },
    mounts: { '/files': { volume: 'files', readOnly: false }, '/point': { volume: 'point', readOnly: true } },
    containers: { nginx: { mounts: { '/in': { volume: 'scratch', readOnly: false } } } },
  });
  expect(fateOf(made, 'storage.volumes.own')).toContain('Copilot makes that file system in a stack of its own');
});
