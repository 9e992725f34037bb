import type { ConfigProblem } from '../../failure.js';
import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { quoted, untouched, type Of, type Words } from './words.js';

/** Failures before the first call that changes anything. */

export const noRegion = (): Words => ({
  title: 'No region is set.',
  lines: [
    'Three ways to set one:',
    '  - in the config:            region: eu-central-1',
    '  - on the command line:      --region eu-central-1',
    '  - in the environment:       AWS_REGION=eu-central-1, or a profile that has one (`aws configure`)',
    untouched,
  ],
});

export const zonesUnknown = ({ region, known, why, at }: Of<'zones-unknown'>): Words => ({
  title: `The availability zones of ${region} are not known to provision.`,
  lines: [
    ...(at ? [`${at.file}:${at.line}:${at.column}  region: ${region}`] : []),
    why === undefined
      ? 'The sandbox and all commands that rehearse a stack (plan, explain, script, policy, `up --step`) need them.'
      : `EC2 could not be asked for them: ${quoted(why)}`,
    'With credentials for AWS, and without --sandbox, they are asked of EC2.',
    `The zones of these regions are known: ${known.join(', ')}.`,
    untouched,
  ],
});

export const noCredentials = ({ message, refused, optIn, signIn }: Of<'no-credentials'>): Words => ({
  title: refused ? 'AWS refused the credentials.' : 'No AWS credentials were found.',
  lines: [
    `${refused ? 'AWS' : 'The SDK'} says ${quoted(message)}`,
    ...(optIn === undefined ? [] : [notEnabled(optIn)]),
    `Sign in (\`${signIn ?? 'aws sso login'}\`, \`aws configure\`), or name a profile: --profile, AWS_PROFILE.`,
    'The sandbox needs none: --sandbox.',
    untouched,
  ],
  next: signIn ?? 'aws sts get-caller-identity',
});

/** Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const notEnabled = (region: string): string =>
  `${region} refuses all credentials of an account that has not enabled it. \`aws account get-region-opt-status ` +
  `--region-name ${region} --region us-east-1\` tells, and \`aws account enable-region\` enables it.`;

export const noCloud = ({ message, endpoint }: Of<'no-cloud'>): Words => ({
  title: `${endpoint ?? 'AWS'} did not answer which account this is.`,
  lines: [
    `The error was ${quoted(message)}`,
    endpoint
      ? 'Is something listening there? Check --endpoint-url and AWS_ENDPOINT_URL.'
      : 'Check the network, a proxy, and that the credentials are still valid.',
    untouched,
  ],
  next: ['aws sts get-caller-identity', ...(endpoint ? [`--endpoint-url ${endpoint}`] : [])].join(' '),
});

export function badConfig({ problems }: Of<'bad-config'>): Words {
  const files = [...new Set(problems.map(({ file }) => (file.startsWith('--') ? 'the options' : file)))];
  const count = problems.length === 1 ? 'There is a problem' : `There are ${problems.length} problems`;
  return {
    title: `${count} in ${listed(files) || 'the config'}.`,
    lines: [...problems.map(problemLine), 'No call was sent.'],
  };
}

const listed = (names: readonly string[]): string =>
  names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** `provision.yaml:12:5  services.web.memory: …`. Editors and terminals open the first part as a link. */
function problemLine({ file, line, column, path, message, hint }: ConfigProblem): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${place}  ${oneLine([path ? `${path}: ${message}` : message, hint ? `(${hint})` : ''].join(' '))}`;
}

/** There is a next command only where it brings the reader further: most messages say themselves what to change. */
export function badUsage({ message, hint, help, missing }: Of<'bad-usage'>, run?: Run): Words {
  const words = { title: oneLine(message), lines: hint ? [oneLine(hint)] : [] };
  if (help !== undefined) return { ...words, next: ['provision', help, '--help'].filter(Boolean).join(' ') };
  return missing !== undefined && run ? { ...words, next: `${commandLine(run.command, run)} ${missing}` } : words;
}

export const needsYes = ({ command, what }: Of<'needs-yes'>, run?: Run): Words => ({
  title: `\`provision ${command}\` asks before it changes ${oneLine(what)}, and there is no terminal to ask on.`,
  lines: [untouched],
  next: `${commandLine(command, run)} --yes`,
});

export const declined = (): Words => ({ title: untouched, lines: [] });
