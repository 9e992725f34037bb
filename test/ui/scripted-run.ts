import { createColors } from 'picocolors';
import type { Event, StepEvent, Untimed } from '../../src/events.js';
import type { Failure } from '../../src/failure.js';
import { Progress } from '../../src/ui/progress.js';
import { glyphsFor, type Look } from '../../src/ui/terminal.js';

/** Scripted runs: events on a clock that moves only when told. */

const beginning = Date.parse('2025-11-21T12:03:04.000Z');

export const at = (seconds: number): number => beginning + seconds * 1000;
/** An event at so many seconds after the beginning. */
export const timed = (seconds: number, event: Untimed): Event => ({
  ...event,
  time: new Date(at(seconds)).toISOString(),
});

type StepMembers = Partial<Omit<StepEvent, 'type' | 'time' | 'step' | 'state'>>;
export const step = (seconds: number, name: string, state: StepEvent['state'], more: StepMembers = {}): Event =>
  timed(seconds, { type: 'step', step: name, resource: nouns[name] ?? name, state, ...more });
export const wait = (seconds: number, name: string, why: string): Event =>
  timed(seconds, { type: 'wait', step: name, why, seconds });
export const call = (seconds: number, name: string, operation: string): Event =>
  timed(seconds, {
    type: 'call',
    step: name,
    service: 'ec2',
    operation,
    mutating: true,
    durationMs: 120.4,
    input: {},
    outcome: { ok: true },
  });
export const failed = (seconds: number, failure: Failure): Event =>
  timed(seconds, { type: 'error', message: 'in words', failure, ...('step' in failure ? { step: failure.step } : {}) });

const nouns: Readonly<Record<string, string>> = {
  'public-subnet-a': 'subnet',
  'public-subnet-b': 'subnet',
  'link-security-group': 'security-group',
  web: 'ecs-service',
  'web-discovery': 'discovery-service',
  namespace: 'private-dns-namespace',
  api: 'http-api',
};

const finished = (name: string, seconds: number, id: string): Event[] => [
  step(0, name, 'started', { action: 'create' }),
  call(0.5, name, 'Create'),
  step(0.6, name, 'created', { action: 'create', id }),
  step(seconds, name, 'done', { action: 'create', outcome: 'created', seconds, id }),
];

/** A minute into `up`: the network is there, the link is being made, the rest waits. */
export const aMinuteIn: readonly Event[] = [
  ...[
    ['vpc'],
    ['public-subnet-a', 'vpc'],
    ['public-subnet-b', 'vpc'],
    ['link-security-group', 'vpc'],
    ['namespace', 'vpc'],
    ['route', 'integration'],
    ['integration', 'vpc-link', 'web-discovery'],
    ['web-discovery', 'namespace'],
    ['api'],
    ['vpc-link', 'public-subnet-a', 'public-subnet-b', 'link-security-group'],
  ].map(([name = '', ...after]) => step(0, name, 'planned', { after })),
  ...finished('vpc', 2.4, 'vpc-0a1b2c3d4e5f67890'),
  ...finished('public-subnet-a', 1.2, 'subnet-0a1b2c3d4e5f67890'),
  ...finished('public-subnet-b', 1.1, 'subnet-0f1e2d3c4b5a69788'),
  ...finished('link-security-group', 2, 'sg-0a1b2c3d4e5f67890'),
  ...finished('api', 1, 'a1b2c3d4e5'),
  step(4, 'namespace', 'started', { action: 'create' }),
  step(3, 'vpc-link', 'started', { action: 'create' }),
  step(5, 'vpc-link', 'created', { action: 'create', id: 'v1w2x3' }),
  wait(6, 'vpc-link', 'VPC link is PENDING'),
  wait(6, 'namespace', 'operation is PENDING'),
];

export const allDone: readonly Event[] = [
  ...['namespace', 'web-discovery', 'vpc-link', 'integration', 'route'].map((name) =>
    step(126, name, 'done', { action: 'create', outcome: 'created', seconds: 120, id: `${name}-1` }),
  ),
  timed(126, {
    type: 'result',
    command: 'up',
    ok: true,
    created: 10,
    updated: 0,
    deleted: 0,
    unchanged: 0,
    calls: { total: 58, mutating: 12 },
    seconds: 126,
    outputs: { ApiUrl: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/' },
  }),
];

export function progressOf(events: readonly Event[]): Progress {
  const progress = new Progress();
  for (const event of events) progress.apply(event);
  return progress;
}

export const look = (columns: number, rows = 24): Look => ({
  columns,
  rows,
  colors: createColors(false),
  glyphs: glyphsFor({ LANG: 'en_GB.UTF-8' }),
});
