import { idText, nounOf } from '../../nouns.js';
import { commandLine, type Run } from '../run.js';
import { elapsed, listed, oneLine } from '../text.js';
import { kept, quoted, type Of, type Words } from './words.js';

/** AWS took the call and the resource then failed by itself. */
export function stepBroken({ step, resource, verb, why }: Of<'step-broken'>, run?: Run): Words {
  const noun = nounOf(resource);
  return {
    title: `${step}: AWS accepted ${taken[verb]}the ${noun}, and then it failed.`,
    lines: [...said(why), ...left[verb](resource, run), 'Put right what caused it, then run again.'],
    next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
  };
}

const taken = { create: '', update: 'the change of ', delete: 'the deletion of ' } as const;

/** What there is now, and what becomes of it. */
const left = {
  create: (resource: string, run?: Run) => [
    `${kept} The failed ${nounOf(resource)} is recorded too, so \`${commandLine('down', run)}\` deletes it.`,
  ],
  update: (resource: string) => [...(stays[resource] ?? []), kept],
  delete: (resource: string) => [`${kept} The ${nounOf(resource)} is still there, and recorded.`],
} as const;

/**
 * What goes on as before when a change of it has failed.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
const stays: Readonly<Record<string, readonly string[]>> = {
  'ecs-service': [
    'The service still runs the previous revision: ECS takes its tasks away only as new ones become healthy, and goes ' +
      'back to it where they do not.',
  ],
};

/** One line is AWS's own. Where a step has looked into it there are several, one for each thing it has found. */
const said = (why: string): string[] =>
  why.includes('\n') ? why.split('\n').map(oneLine) : [`AWS says ${quoted(why)}`];

/** The answer to a create was lost, and a look finds nothing: AWS may show it later. */
export const stepUnclear = ({ step, resource, aws, message }: Of<'step-unclear'>, run?: Run): Words => ({
  title: `${step}: the answer to creating the ${nounOf(resource)} was lost (${aws}), and it is not to be seen.`,
  lines: [
    `The error was ${quoted(message)}`,
    'AWS may have made it all the same and show it later. The next run looks for it before it asks again.',
    kept,
  ],
  next: commandLine(run?.command ?? 'up', run),
});

const late = { create: 'ready', update: 'changed', delete: 'gone' } as const;

/** The step's own deadline passed while AWS was still working on it. */
export const stepTimeout = ({ step, resource, verb, lastSeen, seconds }: Of<'step-timeout'>, run?: Run): Words => ({
  title: `${step}: the ${nounOf(resource)} was not ${late[verb]} after ${elapsed(seconds)}.`,
  lines: [
    `Last seen: ${quoted(lastSeen)}`,
    ...likely(lastSeen),
    'AWS may still get there. The next run looks at it again and goes on waiting; nothing is made twice.',
    kept,
  ],
  next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
});

/** What AWS says nothing about: that nothing comes. */
const likely = (lastSeen: string): string[] =>
  / for an instance/.test(lastSeen)
    ? [
        'Likely cause: no more instances can be started, or none of them has room for a task. What the config says of',
        'them is under cluster.instances (type, max); what Auto Scaling has tried is told by:',
        '  aws autoscaling describe-scaling-activities',
      ]
    : [];

/** Something that this stack did not make has the name: never adopted, changed or deleted. */
export function nameTaken({ step, resource, id, owner }: Of<'name-taken'>, run?: Run): Words {
  const noun = nounOf(resource);
  return {
    title: `${step}: the name of the ${noun} is taken by ${oneLine(idText(id) ?? 'another one')}.`,
    lines: [
      `${owner ? `It belongs to the stack ${owner}` : 'This stack did not make it'}, so it was left as it is.`,
      'Two ways out:',
      '  - refer to the existing one in the config, where the config has a member for that;',
      '  - or choose another name with --name: the names that a stack gives begin with its own.',
      kept,
    ],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/** Nothing is deleted behind anybody's back: the way to do it is spelled out instead. */
export function needsReplacement({ step, resource, changed, dependents }: Of<'needs-replacement'>, run?: Run): Words {
  const noun = nounOf(resource);
  const down = commandLine('down', run);
  return {
    title: `${step}: AWS cannot change ${listed(changed)} of the ${noun} in place; it takes a new one.`,
    lines: [
      dependents.length > 0
        ? `These stand on it and would have to go with it: ${listed(dependents, 12)}.`
        : 'Nothing else in this stack stands on it.',
      'To keep what there is, put the old value back in the config.',
      `To make the change: \`${down}\`, which deletes the whole stack, then \`${commandLine('up', run)}\`.`,
      ...(ofOneService.includes(resource) ? [renaming] : []),
      'Or bring the new one up beside it under another --name, and take the old stack down afterwards.',
      kept,
    ],
  };
}

const ofOneService = ['ecs-service', 'cloud-map-service', 'target-group'];
const renaming = 'Or give this service another name in the config: a new one is brought up beside it, and the old one goes when it runs.';
