import type { Chapter } from './lesson.js';

export const taskDefinition: Chapter = {
  noun: 'task-definition',
  is:
    'The description of a task, which is one or more containers that run together on one machine: image, size, port, ' +
    'variables, health check, logs, roles. It is what a Compose file is to a group of containers. Descriptions of ' +
    'one family are numbered, `web:1`, `web:2`; such a revision never changes, and a service always runs one of them.',
  operations: {
    'ecs:RegisterTaskDefinition': {
      does:
        'Stores a new revision of a family and gives it the next number. Nothing is started, and nothing that runs ' +
        'is changed.',
      parameters: {
        family: 'The name before the number, here that of the service. The first revision makes the family.',
        cpu:
          'In units, 1024 of which are one vCPU, as a string. Fargate has fixed pairs of CPU and memory: 256 goes ' +
          'with 512, 1024 or 2048 MiB, and any other pair is a `ClientException`.',
        memory:
          'In MiB, for all containers together, as a string. A program that takes more is killed, and its container ' +
          'ends with code 137.',
        networkMode:
          '`awsvpc`: each task has a network interface with an address and security groups of its own. Fargate has ' +
          'nothing else; on EC2 it means as well that an instance holds only as many tasks as it has interfaces to ' +
          'spare.',
        requiresCompatibilities:
          'What the revision is checked against, `FARGATE` or `EC2`. Mistakes then show here, and not when the tasks ' +
          'start.',
        runtimePlatform:
          'Processor and system the image was built for: `X86_64` or `ARM64`, `LINUX`. It does not convert anything: ' +
          'an image built on a Mac with Apple silicon needs `ARM64` or another build.',
        executionRoleArn:
          'What AWS acts as on behalf of the task, before the program runs: pulling the image, writing logs, reading ' +
          'secrets. The program itself does not have it; it would get rights from `taskRoleArn`, which is left out, ' +
          'so it has none.',
        'containerDefinitions.image':
          'Where it has a repository of its own, the tag is a hash of what the image was built of. Other code is ' +
          'therefore another image name, and so another revision.',
        'containerDefinitions.essential':
          '`true`: when this container ends, the task ends, and the service starts another one.',
        'containerDefinitions.portMappings':
          'The port the program listens at. In `awsvpc` mode there is nothing to map, `hostPort` must be the same ' +
          'number: as each task has an address of its own, all of them can listen at the same port, on one machine ' +
          'too.',
        'containerDefinitions.environment':
          'Sorted by name, because ECS keeps no order, and the same config must give the same JSON. Everybody who ' +
          'may describe the revision can read it.',
        'containerDefinitions.secrets':
          'Variables whose value is the ARN of a secret or parameter. It is fetched when the container starts, so a ' +
          'changed secret needs new tasks.',
        'containerDefinitions.healthCheck':
          'A command that runs inside of the container, by a shell, every `interval` seconds; after `retries` ' +
          'failures the task is replaced. Whatever it calls must be in the image.',
        'containerDefinitions.logConfiguration':
          'What the program prints goes to a log group that must exist; the stream is named prefix, container, task ' +
          'id. `non-blocking` with 25 MiB of buffer: when CloudWatch is slow, lines are lost rather than the program ' +
          'held up.',
        tags:
          'Also what a cut-off run is recognised by: there is no token, and asking twice makes two revisions. The ' +
          'ten latest are therefore compared with what is wanted before another one is registered.',
      },
      behind:
        'It answers in less than a second; nothing about the image, the log group or the role is looked at until a ' +
        'task starts. Registering and deregistering share one allowance: 20 calls at once, then one each second. ' +
        'Numbers are counted up for ever, also after everything was deleted.',
      undo: '`ecs:DeregisterTaskDefinition`, then `ecs:DeleteTaskDefinitions`.',
      mistakes: [
        'Pushing a new image under the tag `latest` and waiting for something to happen. The revision has not ' +
          'changed, and the service goes on with the digest it has resolved.',
        'The wrong processor: the container ends at once with `exec format error`, or the pull fails because the ' +
          'image has no such platform.',
        'A `curl` in the health check that the image does not have. The program works, and every task is replaced ' +
          'after a minute or two as unhealthy.',
        'Secrets in `environment`: they can be read in the console and in every description.',
        'Confusing the two roles. With a right missing from the execution role tasks do not start ' +
          '(`ResourceInitializationError`, `CannotPullContainerError`); with one missing from the task role, calls ' +
          'of the program itself fail.',
        'A program that listens on 127.0.0.1 only. The task runs, and nobody reaches it.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
    },
    'ecs:ListTaskDefinitions': {
      does: 'Lists the ARNs of revisions. It is asked when it is not known whether a register call was carried out.',
      parameters: {
        familyPrefix: 'In spite of its name the whole name of the family.',
        status: '`ACTIVE` only: deregistered revisions cannot be used.',
        sort: '`DESC`: the newest first, so that ten are enough.',
        maxResults: '10. What one has just made is among the latest.',
      },
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html',
    },
    'ecs:DescribeTaskDefinition': {
      does: 'Shows one revision in full, with its status.',
      parameters: {
        taskDefinition:
          'The ARN, with its number. A family without a number would mean its latest active revision, whoever made ' +
          'that.',
        include: '`TAGS`. They stand beside the definition in the answer, not in it.',
      },
      behind:
        'ECS adds defaults to what it was given, so only what was asked for is compared. One that never was is a ' +
        '`ClientException`, "Unable to describe task definition".',
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html',
    },
    'ecs:DeregisterTaskDefinition': {
      does:
        'Makes a revision `INACTIVE`: no new service can use it. What runs goes on, and services that have it can ' +
        'still start tasks.',
      parameters: {
        taskDefinition: 'Family and number; it must be `ACTIVE`, which is looked at first.',
      },
      behind:
        'It can take up to 10 minutes until ECS refuses the revision everywhere. It stays described for good, unless ' +
        'it is deleted as well.',
      undo: 'Nothing makes it active again: the same content is registered as a new revision.',
      mistakes: [
        'Taking it for deletion. Accounts collect thousands of inactive revisions, with all that stood in their ' +
          'variables.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html',
    },
    'ecs:DeleteTaskDefinitions': {
      does: 'Deletes inactive revisions, up to ten in one call.',
      parameters: {
        taskDefinitions: 'Here always one, with its number.',
      },
      behind:
        '`DELETE_IN_PROGRESS` at once, and gone when no task and no service uses it any more. Until then its tasks ' +
        'run on undisturbed.',
      undo: 'Nothing: its number is never given again.',
      mistakes: [
        'Looking at the status code only. A revision that was not deleted stands under `failures` of an answer ' +
          'with 200.',
        'Deleting one that is still active: it has to be deregistered first.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html',
    },
  },
};
