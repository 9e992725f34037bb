import { expect, test } from '@jest/globals';
import { problemLines, withService } from './problem-lines.js';

/** What is said of a service with these members, without the place in the file and the member. */
const said = (members: string) => problemLines(withService(members)).map((line) => line.replace(/^\d+:\d+ \S+ /, ''));

const login =
  'the login for a registry is all of a secret of Secrets Manager ' +
  '(as in secretsmanager:dockerhub, with {"username": "…", "password": "…"} in it)';
const side = (members: string) => `containers: {side: {image: envoy, ${members}}}`;

test.each([
  ['a sidecar with everything', side('port: 9901, cpu: 64, memory: 128, memoryReservation: 64, essential: false')],
  [
    'one that waits for the health of another',
    'containers: {a: {image: x, healthCheck: {command: y}}}\ndependsOn: {a: HEALTHY}',
  ],
  ['one that waits for the end of another', 'containers: {a: {image: x, essential: false}}\ndependsOn: {a: SUCCESS}'],
  ['a limit that can be raised', 'ulimits: {nofile: {soft: 1024, hard: 65536}}'],
  [
    'containers that wait in a row',
    'containers: {a: {image: x, dependsOn: {b: START}}, b: {image: x}}\ndependsOn: {a: START}',
  ],
])('%s is right', (_, members) => {
  expect(said(members)).toEqual([]);
});

test.each([
  [
    'the name of the service for another container',
    'containers: {web: {image: envoy}}',
    'a container of web cannot be called web: that is the name of its own one ' +
      '(give it another name, or write its members into services.web)',
  ],
  [
    'the same port twice',
    side('port: 80'),
    'two containers of web listen on port 80, and they share one network interface; the other one: services.web.port, line 6 ' +
      '(give one of them another port)',
  ],
  [
    'more than ten containers',
    `containers: {${Array.from({ length: 10 }, (_, i) => `c${i}: {image: x}`).join(', ')}}`,
    '11 containers in a task, with its own one: ECS takes at most 10',
  ],
  [
    'a container that waits for none that is there',
    'dependsOn: {db: START}',
    'a task of web has no container "db" (add it to its `containers`)',
  ],
  [
    'a mistyped one',
    `${side('')}\ndependsOn: {sid: START}`,
    'a task of web has no container "sid" (did you mean "side"?)',
  ],
  ['one that waits for itself', side('dependsOn: {side: START}'), 'side cannot wait for itself (remove it)'],
  [
    'a circle',
    'containers: {a: {image: x, dependsOn: {b: START}}, b: {image: x, dependsOn: {a: START}}}',
    'containers wait for each other: a → b → a (remove one of them)',
  ],
  [
    'waiting for the health of what has no check',
    `${side('')}\ndependsOn: {side: HEALTHY}`,
    'side has no health check, so it never becomes HEALTHY (add a healthCheck to side, or wait for START)',
  ],
  [
    'waiting for the end of what the task ends with',
    `${side('')}\ndependsOn: {side: SUCCESS}`,
    'side is essential: the task ends when it ends, so nothing can wait for its end (write `essential: false` for side)',
  ],
  [
    'waiting for the end of the service itself',
    side('dependsOn: {web: COMPLETE}'),
    'web is essential: the task ends when it ends, so nothing can wait for its end (wait for START or HEALTHY)',
  ],
  [
    'a soft limit above the hard one',
    side('ulimits: {nofile: {soft: 2, hard: 1}}'),
    'the soft limit of nofile (2) is above the hard one (1) (the hard limit is the highest value that the soft one can have)',
  ],
  [
    'a limit that there is not',
    'ulimits: {files: {soft: 1, hard: 1}}',
    '"files" is not a limit: one of core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, ' +
      'sigpending, stack',
  ],
  [
    'more kept than the limit',
    side('memory: 64, memoryReservation: 64'),
    '64 MiB are kept for side, which is killed above 64 (the memory that is kept must be less than the limit)',
  ],
  [
    'more CPU for the others than the task has',
    side('cpu: 300'),
    'its containers ask for 300 CPU units, and the task has 256 (less for them, or more for the task)',
  ],
  [
    'more memory than the task has',
    side('memory: 600'),
    'side may have 600 MiB, and the task has 512 (less for it, or more for the task)',
  ],
  [
    'a limit of its own above the task',
    'memoryLimit: 600',
    'web may have 600 MiB, and the task has 512 (less for it, or more for the task)',
  ],
  [
    'more kept for its own container than its limit',
    'memoryLimit: 100\nmemoryReservation: 100',
    '100 MiB are kept for web, which is killed above 100 (the memory that is kept must be less than the limit)',
  ],
  ['a login that is a parameter', 'repositoryCredentials: ssm:hub', login],
  ['a login that is a member of a secret', side('repositoryCredentials: "secretsmanager:hub:password"'), login],
  [
    'a login at ECR',
    'containers: {side: {image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1, repositoryCredentials: secretsmanager:hub}}',
    'ECR takes no login of a secret: it is asked in the execution role (remove it)',
  ],
  [
    'more memory kept than the task has',
    `memoryReservation: 500\n${side('memoryReservation: 100')}`,
    '600 MiB are kept for its containers, and the task has 512 (less for them, or more for the task)',
  ],
  [
    'a check that takes longer than its interval',
    side('healthCheck: {command: x, interval: 5, timeout: 6}'),
    'the timeout (6 s) is longer than the interval between two checks (5 s) (a timeout of at most 5, or an interval of at least 6)',
  ],
  [
    'a command that is one text',
    'command: npm start',
    '"command" must be a list, not text (write a list: ["npm start"])',
  ],
])('%s is refused', (_, members, message) => {
  expect(said(members)).toEqual([message]);
});
