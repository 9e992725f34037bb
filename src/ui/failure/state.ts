import { displayName, idText } from '../../display-names.js';
import type { LeftByRun } from '../../failure.js';
import { shellWord } from '../../shell-word.js';
import { isS3Url } from '../../state-location.js';
import { unreachable } from '../../unreachable.js';
import { commandLine, withoutOption, type Run } from '../run.js';
import { elapsed, oneLine } from '../text.js';
import { quoted, untouched, type Of, type Words } from './words.js';
import { plainText } from '../../plain-text.js';

/** Another run holds the lock: which process, since when, and how to see whether it still runs. */
export const stateLocked = ({ path, by, ageSeconds }: Of<'state-locked'>, run?: Run): Words => ({
  title: `Another run is working on this stack: \`${by.command}\`, process ${by.pid} on ${by.host}.`,
  lines: [
    `It began ${elapsed(ageSeconds)} ago (${by.since}) and holds ${path}.`,
    `If it still runs, wait for it: on ${by.host}, \`ps -p ${by.pid}\` shows it.`,
    by.leaseSeconds === undefined
      ? 'If it has certainly ended, take its lock away. What it had recorded is kept.'
      : `If it has ended, its lock ends ${by.leaseSeconds} s after it was last renewed, and the next run takes it over.`,
    untouched,
  ],
  next: commandLine('unlock', run && { ...run, command: 'unlock' }),
});

/** A conditional write found another state than the one that this run had read or written last. */
export const stateChanged = (failure: Of<'state-changed'>, run?: Run): Words => ({
  title: `The state in ${failure.path} was ${failure.isGone ? 'taken away' : 'changed'} by somebody else meanwhile.`,
  lines: [
    ...(failure.by ? [writtenBy(failure.by)] : []),
    'Nothing of theirs was overwritten.',
    ...(failure.unrecorded ? ['This run was stopped, and sent nothing more that changes anything.'] : []),
    ...leftLines(failure),
  ],
  next: restoring(failure, run) ?? commandLine(run?.command ?? 'up', run),
});

/** A run that could not renew its lock in time: the machine slept, or had no network. Or somebody took the lock away. */
export const lockLost = (failure: Of<'lock-lost'>, run?: Run): Words => ({
  title: `This run lost its lock, ${failure.path}, and was stopped.`,
  lines: [
    failure.by
      ? `\`${failure.by.command}\`, process ${failure.by.pid} on ${failure.by.host}, has it since ${failure.by.since}.`
      : 'It was taken away, as `provision unlock` does.',
    'Nothing more was sent that changes anything.',
    ...leftLines(failure),
  ],
  next: restoring(failure, run) ?? commandLine('status', run && { ...run, command: 'status' }),
});

const writtenBy = ({ command, who, at }: NonNullable<Of<'state-changed'>['by']>): string =>
  `${command === undefined ? 'Another program' : `\`${oneLine(command)}\``}${who === undefined ? '' : ` by ${oneLine(who)}`} wrote it at ${at}.`;

const mostNamed = 10;

/** What becomes of what the run has made, where there was one. */
function leftLines({ unrecorded, version }: LeftByRun): string[] {
  if (!unrecorded) return [];
  if (unrecorded.length === 0)
    return ['What it had made is recorded, or the next run looks for it before it makes anything.'];
  const named = unrecorded.map(({ step, id }) => `  ${step}: ${oneLine(idText(id) ?? '')}`);
  const more = named.length > mostNamed ? [`  and ${named.length - mostNamed} more`] : [];
  return [
    'It had made these, which are not in the state that is there now:',
    ...named.slice(0, mostNamed),
    ...more,
    version === undefined
      ? 'They bear the tags of the stack. Nothing else tells of them any more.'
      : `They are in version ${version}, the last that this run wrote, or the run after it looks for them. \`provision state list\` shows whose the others are.`,
  ];
}

/** The command that makes this run's last version the state again, where something is in that one alone. */
function restoring(failure: Of<'state-changed' | 'lock-lost'>, run?: Run): string | undefined {
  const { unrecorded = [], version } = failure;
  if (unrecorded.length === 0) return undefined;
  const command = 'isGone' in failure ? 'recover' : 'status';
  if (version === undefined) return commandLine(command, run && { ...run, command });
  return commandLine('state', { ...run, command: 'state', words: `restore ${shellWord(version)}` });
}

type Elsewhere = Of<'state-elsewhere'>;

/**
 * The state belongs to another account, region, endpoint or stack. Its ids do not exist here, so everything would look
 * deleted and would be created a second time.
 */
export const stateElsewhere = (failure: Elsewhere, run?: Run): Words => ({
  title: `This state was made for another ${failure.differs}: ${failure.recorded}, not ${failure.actual}.`,
  lines: [
    `It is in ${failure.path}.`,
    `To work on that stack, ${wayBack(failure)}.`,
    `To make a separate one for ${failure.differs} ${failure.actual}, keep its state in another directory: --state DIR.`,
    untouched,
  ],
  next: wayForward(failure, run),
});

/** How to work on the stack that the state records. */
function wayBack({ differs, recorded }: Elsewhere): string {
  switch (differs) {
    case 'account':
      return `use credentials of account ${recorded}: --profile, or AWS_PROFILE`;
    case 'partition':
      return `use credentials and a region of the partition ${recorded}: --profile and --region`;
    case 'region':
      return `use --region ${recorded}`;
    case 'endpoint':
      return recordedEndpoint(recorded);
    case 'stack':
      return `use --name ${recorded}`;
    default:
      return unreachable(differs);
  }
}

/** The state records `aws`, `sandbox`, or a URL. */
function recordedEndpoint(recorded: string): string {
  if (recorded === 'aws') return 'leave out --sandbox and --endpoint-url, and unset AWS_ENDPOINT_URL';
  if (recorded === 'sandbox') return 'use --sandbox';
  return `use --endpoint-url ${recorded}`;
}

/** The next command: the same one with the recorded option; for other credentials, the one that shows their account. */
function wayForward({ differs, recorded }: Elsewhere, run?: Run): string | undefined {
  switch (differs) {
    case 'region':
      return corrected('--region', recorded, run);
    case 'stack':
      return corrected('--name', recorded, run);
    case 'endpoint':
      return recorded === 'aws' ? undefined : corrected('--endpoint-url', recorded, run);
    default:
      return 'aws sts get-caller-identity';
  }
}

function corrected(option: string, value: string, run?: Run): string {
  const endpoint = option === '--endpoint-url';
  const others = withoutOption(endpoint ? run?.options?.replace(/--sandbox(?!\S) ?/, '') : run?.options, option);
  const right = endpoint && value === 'sandbox' ? '--sandbox' : `${option} ${value}`;
  const command = run?.command ?? 'status';
  return `${commandLine(command, { ...run, command, options: others })} ${right}`;
}

export const stateUnreadable = ({ path, why }: Of<'state-unreadable'>): Words => ({
  title: `The state in ${path} cannot be read.`,
  lines: [
    `The reason: ${quoted(why)}`,
    ...(isS3Url(path)
      ? [...deniedLines(why), 'If its text is broken, `provision state restore` puts an older version back.']
      : ['Put back a copy of the file, if there is one.']),
    'The resources that it recorded still exist on AWS, with the tag provision:stack.',
    untouched,
  ],
});

/** What S3 refuses has a policy: the caller's, or the bucket's own. */
const deniedLines = (why: string): string[] =>
  /AccessDenied|Forbidden|\b403\b/.test(why)
    ? ['`provision policy` with this --state has the permissions that it takes.']
    : [];

const kinds = { link: 'a symbolic link', directory: 'a directory', special: 'a FIFO, a socket or a device' } as const;

/** The program never writes its own files through a link, and never replaces a directory. */
export const fileInTheWay = ({ path, is, to }: Of<'file-in-the-way'>): Words => ({
  title: `${oneLine(path)} is ${kinds[is]}, and not a file of provision's.`,
  lines: [
    ...(to === undefined ? [] : [`It points to ${oneLine(to)}.`]),
    is === 'link'
      ? 'To keep states elsewhere, name the directory: --state DIR. A directory may be a link.'
      : 'Move it away, or keep states elsewhere: --state DIR.',
    untouched,
  ],
});

/** The state cannot be written, for example because the disk is full or the directory is read-only. */
export const stateUnwritable = ({ path, why }: Of<'state-unwritable'>, run?: Run): Words => ({
  title: `The state in ${path} cannot be written.`,
  lines: [
    `The reason: ${quoted(why)}`,
    'What was under way may exist without its id being recorded; the next run looks for it.',
    ...(isS3Url(path)
      ? [...deniedLines(why), 'Look at the bucket and at what its policy and yours allow, then run again.']
      : ['Make the directory writable, free disk space, then run again.']),
  ],
  next: commandLine(run?.command ?? 'up', run),
});

export const stateNewer = ({ path, version, known }: Of<'state-newer'>): Words => ({
  title: `The state in ${path} was written by a newer provision.`,
  lines: [
    `The file is of version ${plainText(version)}; this program knows ${known}.`,
    'Use that version or a later one: this one could lose data that it does not know.',
    untouched,
  ],
});

export const unknownResource = ({ step, resource }: Of<'unknown-resource'>): Words => ({
  title: `${step}: the state records a resource of the type ${oneLine(resource)}, which this version of provision does not know.`,
  lines: ['It was left as it is, and stays recorded. Use the version of provision that created it, or a later one.'],
});

export const worldServed = ({ url, pid }: Of<'world-served'>): Words => ({
  title: `This sandbox is already served at ${url}, by process ${pid}.`,
  lines: ['Use that endpoint, or keep another sandbox in another directory: --state DIR.'],
  next: `curl ${url}/_sandbox/health`,
});

/** `recover` was asked to make a state that is there. */
export const stateExists = ({ path, stack }: Of<'state-exists'>, run?: Run): Words => ({
  title: `There is a state of ${stack} already, and a state that exists is never overwritten.`,
  lines: [`It is in ${path}.`, 'If it is not what it should be, move it away, then run again.', untouched],
  next: commandLine('status', run),
});

/** Several stacks bear one name, and only a person knows which is meant. */
export function severalStacks({ stack, found }: Of<'several-stacks'>, run?: Run): Words {
  const isAnyWithout = found.some(({ id }) => id === undefined);
  const without = isAnyWithout ? ['The one without an id, from before stacks had any, is --id none.'] : [];
  return {
    title: `There are ${found.length} stacks called ${stack}. Which one?`,
    lines: [...found.map(unrecordedLine), 'Name it by its id: --id.', ...without, untouched],
    next: `${commandLine(run?.command ?? 'recover', run)} --id ${found[0]?.id ?? 'none'}`,
  };
}

/** No tags lead to anything: the wrong place, or nothing is left. */
export const nothingToRecover = ({ stack, account, region, id }: Of<'nothing-to-recover'>): Words => ({
  title: `Nothing bears the tags of the stack ${stack}${id === undefined ? '' : ` with the id ${id}`}.`,
  lines: [
    `It was looked for in account ${account}, ${region}. Another region or another account may have it.`,
    untouched,
  ],
});

/** There is something of this stack's name that no state here knows: what, how old, made by whom, and three ways on. */
export function stackNotRecorded({ stack, found }: Of<'stack-not-recorded'>, run?: Run): Words {
  const several = found.length > 1;
  return {
    title: `There ${several ? 'are stacks' : 'is a stack'} called ${stack} here already, and no state of ${several ? 'them' : 'it'}.`,
    lines: [
      ...found.map(unrecordedLine),
      'There are three ways to go on:',
      '  - use its state: run where that is kept, or name the place with --state;',
      '  - if the state is lost, make it anew from the tags: provision recover;',
      `  - or make another stack: --name with another name.`,
      untouched,
    ],
    next: commandLine('recover', run),
  };
}

function unrecordedLine({ id, since, by, resources }: Of<'stack-not-recorded'>['found'][number]): string {
  const age = since === undefined ? '' : `, begun ${elapsed((Date.now() - Date.parse(since)) / 1000)} ago`;
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const what = [...counts].map(([type, count]) => `${count} × ${displayName(type)}`).join(', ');
  return `  ${id ?? 'without an id'}${age}${by === undefined ? '' : ` by ${oneLine(by)}`}: ${what}`;
}
