import { expect, test } from '@jest/globals';
import { problemLines, withService } from './problem-lines.js';

const said = (members: string) => problemLines(withService(members)).map((line) => line.replace(/^\d+:\d+ /, ''));
const router = 'containers:\n  router: {image: fluent-bit, firelens: {type: fluentbit}}';
const routed = 'logs: {driver: awsfirelens, options: {Name: datadog}, secretOptions: {apikey: "ssm:key"}}';

test.each([
  ['nothing', ''],
  ['options of awslogs', 'logs: {options: {mode: blocking, awslogs-multiline-pattern: "^INFO"}}'],
  ['a buffer', 'logs: {options: {max-buffer-size: 4m}}'],
  ['splunk', 'logs: {driver: splunk, options: {splunk-url: "https://a"}, secretOptions: {splunk-token: "ssm:token"}}'],
  ['FireLens', `${routed}\n${router}`],
  [
    'a router with a file',
    `${routed}\n${router.replace('fluentbit}', 'fluentbit, options: {config-file-type: file, config-file-value: /a.conf}}')}`,
  ],
  ['a router that is waited for already', `${routed}\ndependsOn: {router: START}\n${router}`],
])('%s can be said', (_, members) => {
  expect(said(members)).toEqual([]);
});

test.each([
  ['logs: {driver: gelf}', '"driver" cannot be "gelf"'],
  ['logs: {options: {awslogs-group: a}}', 'said by another member (write `logGroup`)'],
  ['logs: {options: {tag: a}}', 'no option of awslogs on Fargate'],
  ['logs: {options: {mode: fast}}', 'a mode is blocking or non-blocking'],
  ['logs: {options: {max-buffer-size: much}}', 'this is no size'],
  ['logs: {options: {mode: blocking, max-buffer-size: 4m}}', 'there is no buffer'],
  ['logs: {options: {awslogs-multiline-pattern: a, awslogs-datetime-format: b}}', 'does not count beside'],
  ['logs: {secretOptions: {a: "ssm:key"}}', 'awslogs has no secret options'],
  ['logs: {driver: splunk, options: {splunk-url: "https://a"}}', 'splunk needs the option splunk-token'],
  [routed, 'no container of web has `firelens`'],
  [router, 'no container of web sends its lines to router, and ECS refuses that'],
  [`${routed}\n${router}\n  other: {image: a, firelens: {type: fluentd}}`, 'two containers of web have `firelens`'],
  [`${routed}\n${router.replace('image', 'essential: false, image')}`, 'the task cannot go on without it'],
  [
    `${routed}\n${router.replace('image', 'logs: {driver: awsfirelens}, image')}`,
    'cannot pass its own lines on to itself',
  ],
  [
    `${routed}\n${router.replace('image', 'dependsOn: {web: START}, image')}`,
    'containers wait for each other: web → router → web',
  ],
  [
    `${routed}\n${router.replace('fluentbit}', 'fluentbit, options: {config-file-type: s3, config-file-value: "arn:aws:s3:::a/b"}}')}`,
    'from a file of the image alone',
  ],
  [`${routed}\n${router.replace('fluentbit}', 'fluentbit, options: {config-file-type: file}}')}`, 'belong together'],
])('%s is refused', (members, message) => {
  const [only = '', ...more] = said(members);
  expect(only).toContain(message);
  expect(more).toEqual([]);
});

test('a value of an option is in no message', () => {
  expect(said('logs: {options: {apikey: [hunter2], awslogs-group: hunter2}}').join()).not.toContain('hunter2');
});
