import { unreachable } from '../../unreachable.js';
import { commandLine, type Run } from '../run.js';
import { elapsed, oneLine } from '../text.js';
import { quoted, untouched, type Of, type Words } from './words.js';

/** Another run holds the lock: who, since when, and how to tell whether it is still alive. */
export const stateLocked = ({ path, by, ageSeconds }: Of<'state-locked'>): Words => ({
  title: `Another run is working on this stack: \`${by.command}\`, process ${by.pid} on ${by.host}.`,
  lines: [
    `It began ${elapsed(ageSeconds)} ago (${by.since}) and holds ${path}.`,
    `If it still runs, wait for it: on ${by.host}, \`ps -p ${by.pid}\` shows it.`,
    'If it is certainly gone, delete that file. What it had recorded is kept.',
    untouched,
  ],
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
    case 'endpoint': return recorded === 'aws' ? undefined : corrected('--endpoint-url', recorded, run);
    default: return 'aws sts get-caller-identity';
  }
}

function corrected(option: string, value: string, run?: Run): string {
  const endpoint = option === '--endpoint-url';
  const wrong = endpoint ? /(--endpoint-url \S+|--sandbox) ?/ : new RegExp(`${option} \\S+ ?`);
  const others = (run?.options ?? '').replace(wrong, '').trim();
  const right = endpoint && value === 'sandbox' ? '--sandbox' : `${option} ${value}`;
  const command = run?.command ?? 'status';
  return `${commandLine(command, { ...run, command, options: others })} ${right}`;
}

export const stateUnreadable = ({ path, why }: Of<'state-unreadable'>): Words => ({
  title: `The state in ${path} cannot be read.`,
  lines: [
    `The reason: ${quoted(why)}`,
    'Put back a copy of the file, if there is one. What it stood for is still on AWS, tagged provision:stack.',
    untouched,
  ],
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

export const worldServed = ({ url, pid }: Of<'world-served'>): Words => ({
  title: `This world is served already, at ${url} by process ${pid}.`,
  lines: ['Use that one, or keep another world: --state DIR.'],
  next: `curl ${url}/_sandbox/health`,
});
