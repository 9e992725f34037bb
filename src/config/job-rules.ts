import { didYouMean, nearest } from '../nearest.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules for when jobs run, and for what a job cannot be though a service can. */

type Job = ValidPart<Shape['jobs'][string]>;
const inEachJob = ({ jobs }: ValidPart<Shape>, find: (name: string, job: Job) => Finding[]): Finding[] =>
  Object.entries(jobs ?? {}).flatMap(([name, job]) => (job ? find(name, job) : []));

/** By the member that starts a job: what says how it is started so, and in words what for. */
const ofStarts = {
  before: { members: ['services', 'timeout'], of: 'runs before a deployment', add: '`before: deploy`' },
  schedule: { members: ['timezone', 'startWithin'], of: 'has a schedule', add: '`schedule`' },
} as const;

/** What says how a job is started in one way means nothing to one that is not. */
export const startedOtherwise = (config: ValidPart<Shape>): Finding[] =>
  inEachJob(config, (name, job) =>
    (['before', 'schedule'] as const).flatMap((start) => {
      if (job[start] !== undefined) return [];
      const { members, of, add } = ofStarts[start];
      return members
        .filter((member) => job[member] !== undefined)
        .map((member) => ({
          at: [['jobs', name, member]],
          message: `"${member}" is only for a job that ${of}`,
          hint: `add ${add}, or remove it`,
          restsOn: [['jobs', name, start]],
        }));
    }),
  );

export const beforeNoService = (config: ValidPart<Shape>): Finding[] =>
  inEachJob(config, (name, { before, services: named }) => {
    if (before === undefined || !config.services) return [];
    const there = Object.keys(config.services);
    const at = ['jobs', name, 'before'];
    if (there.length === 0 || named?.length === 0)
      return [
        {
          at: [named ? ['jobs', name, 'services'] : at],
          message: `there is no service whose deployment ${name} could run before`,
          hint: 'remove `before`: `provision run` starts the job, or a `schedule`',
          restsOn: [at, ['services']],
        },
      ];
    return (named ?? []).flatMap((service, i): Finding[] => {
      if (service === undefined || there.includes(service)) return [];
      return [
        {
          at: [['jobs', name, 'services', i]],
          message: `there is no service ${JSON.stringify(service)}`,
          hint: didYouMean(nearest(service, there)) ?? `there is: ${there.join(', ')}`,
        },
      ];
    });
  });

/**
 * A container with a restart policy is started again whatever its exit code is, unless that is ignored: a job would not end.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
export const jobThatNeverEnds = (config: ValidPart<Shape>): Finding[] =>
  inEachJob(config, (name, { restart }) => {
    const { ignoredExitCodes } = restart ?? {};
    if (!ignoredExitCodes || ignoredExitCodes.includes(0)) return [];
    const at = ['jobs', name, 'restart'];
    return [
      {
        at: [[...at, 'ignoredExitCodes'], at],
        message: `${name} would be started again after it has ended with exit code 0, and never be done`,
        hint: 'write `ignoredExitCodes: [0]`, or leave `restart` out',
      },
    ];
  });
