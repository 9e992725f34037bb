import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { ssm, type Call } from '../call.js';
import type { Lab } from '../lab.js';
import { behindLink, replacedIn } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const put = (Name: string): Call =>
  ssm(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'a-password-for-the-lab' }));
const name = '/shop/db-password';

export const lostParameter: Lab = {
  name: 'lost-parameter',
  title: 'Tasks stop because a secret of theirs is gone',
  topic: 'tasks',
  difficulty: 'medium',
  story:
    'The password of the database is a parameter in Parameter Store. Somebody has renamed it: they put it under a new name ' +
    'and deleted the old one. The running tasks had the password already. Those that replaced them do not start.',
  config: replacedIn(behindLink, '    discovery:\n', `    secrets:\n      DB_PASSWORD: ssm:${name}\n    discovery:\n`),
  before: () => [put(name)],
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [() => [put('/shop/database/password'), ssm(new DeleteParameterCommand({ Name: name }))], stopTasks],
  },
  hints: [
    'No task runs. The reason why the last one stopped names what ECS looked for.',
    'Secrets are read when a task starts, by ECS, and given to the container as variables.',
    'The task definition names the parameter in `secrets`. Compare it with aws ssm describe-parameters.',
    'Either there is a parameter /shop/db-password again, or the config names /shop/database/password.',
  ],
  repairs: [
    { says: 'Put the parameter under its old name', calls: [() => [put(name)]] },
    {
      says: 'Have the config name the parameter as it is called now',
      edits: [{ from: `ssm:${name}`, to: 'ssm:/shop/database/password' }],
    },
  ],
  hiding: [
    {
      says: 'Write the password into the config',
      edits: [
        {
          from: `    secrets:\n      DB_PASSWORD: ssm:${name}\n`,
          to: '    environment:\n      DB_PASSWORD: a-password-for-the-lab\n',
        },
      ],
    },
    statusPage,
  ],
  keeps: (_found, { containers }) =>
    containers.some(({ environment }) => environment.includes('DB_PASSWORD'))
      ? 'The password is in the task definition now, where everybody can read it who may describe that, in each of its revisions.'
      : undefined,
  lesson:
    'ECS reads secrets when a task starts, in the execution role, and a task whose secret is not there does not start. A ' +
    'running task keeps the value that it was given. So a parameter that was renamed or deleted breaks the next start. A ' +
    'password in `environment` would start, and stays readable in every revision of the task definition.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
  ],
  explain: ['task-definition', 'role-policy'],
};
