import { idText, displayName } from '../../display-names.js';
import { heldLines } from '../holders.js';
import { commandLine, type Run } from '../run.js';
import { changedValue } from '../changed-value.js';
import { elapsed, listed, oneLine } from '../text.js';
import { kept, quoted, type Line, type Of, type Words } from './words.js';

/** AWS accepted the call, and the resource failed afterwards. */
export function stepBroken({ step, resource, verb, why, heldBy = [] }: Of<'step-broken'>, run?: Run): Words {
  const noun = displayName(resource);
  return {
    title: `${step}: AWS accepted ${taken[verb]}the ${noun}, and then it failed.`,
    lines: [
      ...said(why),
      ...(/^its last lines/m.test(why) ? [`All of its lines: \`${commandLine('logs', run)} --since 1h\`.`] : []),
      ...(heldBy.length > 0 ? heldLines(heldBy) : []),
      ...left[verb](resource, run),
      'Remove the cause, then run again.',
    ],
    next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
  };
}

const taken = { create: '', update: 'the change of ', delete: 'the deletion of ' } as const;

/** What exists after the failure, and what is recorded. */
const left = {
  create: (resource: string, run?: Run) => [
    ...staying(resource, 'create'),
    `${kept} The failed ${displayName(resource)} is recorded too, so \`${commandLine('down', run)}\` deletes it.`,
  ],
  update: (resource: string) => [...staying(resource, 'update'), kept],
  delete: (resource: string) => [`${kept} The ${displayName(resource)} is still there, and recorded.`],
} as const;

/**
 * What keeps working when something has failed.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
function staying(resource: string, verb: 'create' | 'update'): string[] {
  if (resource === 'ecs-task')
    return ['Nothing was deployed after it: services that were there keep the revision that they run.'];
  if (resource !== 'ecs-service' || verb === 'create') return [];
  return [
    'The service still runs the previous revision: ECS stops its tasks only when new ones are healthy, and rolls back if ' +
      'they do not become healthy.',
  ];
}

/** The reason: AWS's own line, or several lines, one for each cause that the step itself has found. */
const said = (why: string): string[] =>
  why.includes('\n') ? why.split('\n').map(oneLine) : [`AWS says ${quoted(why)}`];

/** The answer to a create was lost, and a search finds no resource yet. AWS may show it later. */
export const stepUnclear = ({ step, resource, aws, message }: Of<'step-unclear'>, run?: Run): Words => ({
  title: `${step}: the answer to creating the ${displayName(resource)} was lost (${aws}), and AWS does not show it.`,
  lines: [
    `The error was ${quoted(message)}`,
    'AWS may have created it and show it later. The next run searches for it before it creates it again.',
    kept,
  ],
  next: commandLine(run?.command ?? 'up', run),
});

const late = { create: 'ready', update: 'changed', delete: 'gone' } as const;

/** The time limit of a step passed while AWS was still working on it. */
export const stepTimeout = (
  { step, resource, verb, lastSeen, seconds, advice }: Of<'step-timeout'>,
  run?: Run,
): Words => ({
  title: `${step}: the ${displayName(resource)} was not ${late[verb]} after ${elapsed(seconds)}.`,
  lines: [
    `Last seen: ${quoted(lastSeen)}`,
    ...(advice === undefined ? likely(lastSeen) : [oneLine(advice)]),
    'AWS may still finish. The next run reads it again and goes on waiting; nothing is created twice.',
    kept,
  ],
  next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
});

/** A likely cause of a wait that AWS gives no reason for. */
const likely = (lastSeen: string): Line[] =>
  / for an instance/.test(lastSeen)
    ? [
        'Likely cause: no more instances can be started, or none of them has room for a task. The config sets their type ' +
          'and number under cluster.instances (type, max). This command shows what Auto Scaling has tried:',
        { command: 'aws autoscaling describe-scaling-activities' },
      ]
    : [];

/** A resource that this stack did not create has the name. It is never adopted, changed or deleted. */
export function nameTaken({ step, resource, id, owner, member }: Of<'name-taken'>, run?: Run): Words {
  const noun = displayName(resource);
  return {
    title: `${step}: the name of the ${noun} is taken by ${oneLine(idText(id) ?? 'another one')}.`,
    lines: [
      `${owner ? `It belongs to the stack ${owner}` : 'This stack did not create it'}, so it was left as it is.`,
      ...(resource === 'record-set' ? recordsOfOthers : []),
      member === undefined
        ? `The name of the ${noun} begins with that of the stack: \`--name\` gives the stack another one.`
        : `\`${member}\` in the config gives the ${noun} another name.`,
      kept,
    ],
    next: commandLine(run?.command ?? 'up', run),
  };
}

const recordsOfOthers = [
  'Where nobody needs that record any more, delete it in Route 53: what was asked of it is then answered by this stack.',
];

/** AWS cannot make the change in place. Nothing is deleted without being asked for: the commands to do it are shown. */
export function needsReplacement(it: Of<'needs-replacement'>, run?: Run): Words {
  const { step, resource, changed, nameFrom, instead, drift = [], dependents } = it;
  const noun = displayName(resource);
  const down = commandLine('down', run);
  const inConfig = changed.filter((member) => !drift.some((it) => it.member === member));
  return {
    title: `${step}: AWS cannot change ${listed(changed)} of the ${noun} in place; the ${noun} must be replaced.`,
    lines: [
      ...drift.map(
        ({ member, recorded, live }) =>
          `AWS shows ${oneLine(member)} ${changedValue(live, 60)}, where ${changedValue(recorded, 60)} was asked for. The config asks for the same as before.`,
      ),
      dependents.length > 0
        ? `These depend on it and would have to be deleted with it: ${listed(dependents, 12)}.`
        : 'Nothing else in this stack depends on it.',
      ...(inConfig.length > 0 ? ['To keep what exists, put the old value back in the config.'] : []),
      ...(instead === undefined ? [] : [instead]),
      ...(nameFrom !== undefined ? [underAnotherName(nameFrom, noun)] : []),
      `To make the change${nameFrom === undefined ? '' : ' under the same name'}: \`${down}\`, which deletes the whole stack, then \`${commandLine('up', run)}\`.`,
      ...(ofOneService.includes(resource) ? [renaming] : []),
      'Or create a second stack beside it under another --name, and delete the old one afterwards.',
      kept,
    ],
  };
}

/** Two of one name cannot be there at the same time. Under another one it is made before the old one goes. */
const underAnotherName = (member: string, noun: string): string =>
  `To make the change without taking anything down: give \`${member}\` another value, too. A second ${noun} is made under ` +
  'that name, what uses the old one moves to it, and the old one is deleted.';

const ofOneService = ['ecs-service'];
const renaming =
  'Or give this service another name in the config: a new one is created beside it, and the old one is deleted when the ' +
  'new one runs.';
