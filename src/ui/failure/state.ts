import { unreachable } from '../../unreachable.js';
import { commandLine, type Run } from '../run.js';
import { elapsed, oneLine } from '../text.js';
import { quoted, untouched, type Of, type Words } from './words.js';

/** Another run holds the lock: who, since when, and how to tell whether it is still alive. */
export const stateLocked = ({ path, by, ageSeconds }: Of<'state-locked'>, run?: Run): Words => ({
  title: `Another run is working on this stack: \`provision ${by.command}\`, process ${by.pid} on ${by.host}.`,
  lines: [
    `It began ${elapsed(ageSeconds)} ago (${by.since}) and holds ${path}.`,
    `If it still runs, wait for it: on ${by.host}, \`ps -p ${by.pid}\` shows it.`,
    'If it is certainly gone, take its lock away. What it had recorded is kept.',
    untouched,
  ],
  next: commandLine('state unlock', run),
});

type Elsewhere = Of<'state-elsewhere'>;

/** What a record means elsewhere: other ids, so everything would look deleted and be made a second time. */
export const stateElsewhere = (failure: Elsewhere, run?: Run): Words => ({
  title: `This state was made for another ${failure.differs}: ${failure.recorded}, not ${failure.actual}.`,
  lines: [
    `It is in ${failure.path}.`,
    `To work on that stack, ${wayBack(failure)}.`,
    `To make a separate one for ${failure.differs} ${failure.actual}, keep its state apart: --state DIR.`,
    untouched,
  ],
  next: wayForward(failure, run),
});

function wayBack({ differs, recorded }: Elsewhere): string {
  switch (differs) {
    case 'account': return `use credentials of account ${recorded}: --profile, or AWS_PROFILE`;
    case 'partition': return `use credentials and a region of the partition ${recorded}: --profile and --region`;
    case 'region': return `use --region ${recorded}`;
    case 'endpoint': return recordedEndpoint(recorded);
    case 'stack': return `use --name ${recorded}`;
    default: return unreachable(differs);
  }
}

/** The state records `aws`, `sandbox`, or a URL. */
function recordedEndpoint(recorded: string): string {
  if (recorded === 'aws') return 'leave out --sandbox and --endpoint-url, and unset AWS_ENDPOINT_URL';
  if (recorded === 'sandbox') return 'use --sandbox';
  return `use --endpoint-url ${recorded}`;
}

/** Where one more option puts it right, the whole command; where it is the credentials, who they belong to. */
function wayForward({ differs, recorded }: Elsewhere, run?: Run): string | undefined {
  switch (differs) {
    case 'region': return corrected('--region', recorded, run);
    case 'stack': return corrected('--name', recorded, run);
    case 'endpoint': return undefined;
    default: return 'aws sts get-caller-identity';
  }
}

function corrected(option: string, value: string, run?: Run): string {
  const others = (run?.options ?? '').replace(new RegExp(`${option} \\S+ ?`), '').trim();
  return `${commandLine(run?.command ?? 'status', { command: '', options: others })} ${option} ${value}`;
}

export const stateUnreadable = ({ path, why }: Of<'state-unreadable'>, run?: Run): Words => ({
  title: `The state in ${path} cannot be read.`,
  lines: [
    `The reason: ${quoted(why)}`,
    'Put back a copy of the file, if there is one. Otherwise move it away and rebuild it from the tags on AWS.',
    untouched,
  ],
  next: commandLine('recover', run),
});

/** The disk is full, the directory read-only. */
export const stateUnwritable = ({ path, why }: Of<'state-unwritable'>, run?: Run): Words => ({
  title: `The state in ${path} cannot be written.`,
  lines: [
    `The reason: ${quoted(why)}`,
    'What was under way may exist without its id being recorded; the next run looks for it.',
    'Make the directory writable and give it room, then run again.',
  ],
  next: commandLine(run?.command ?? 'up', run),
});

export const stateNewer = ({ path, version, known }: Of<'state-newer'>): Words => ({
  title: `The state in ${path} was written by a newer provision.`,
  lines: [
    `The file is of version ${String(version)}; this program knows ${known}.`,
    'Use that version or a later one: this one could lose what it does not know.',
    untouched,
  ],
});

export const unknownResource = ({ step, resource }: Of<'unknown-resource'>): Words => ({
  title: `${step}: the state records the type ${oneLine(resource)}, which this version of provision does not know.`,
  lines: ['It was left as it is, and stays recorded. Use the version of provision that created it, or a later one.'],
});
