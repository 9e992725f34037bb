import { FailureError } from '../../failure.js';
import { run } from '../../image/command.js';
import { onPath } from '../../on-path.js';
import { attached } from './attached.js';
import type { ExecSession } from './open-session.js';

const plugin = 'session-manager-plugin';
const installing =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html';

/** AWS's program that holds the connection to a container. */
export interface Plugin {
  readonly file: string;
  /** Whether it takes the session from a variable of its environment. */
  readonly readsVariable: boolean;
}

/** The last version that takes a session only as an argument. Source: `awscli/customizations/sessionmanager.py` of the AWS CLI */
const lastWithoutVariable = [1, 2, 497, 0];
const variable = 'AWS_SSM_START_SESSION_RESPONSE';

/** @throws FailureError `bad-usage` where it is not on PATH, or does not run */
export async function findPlugin(env: NodeJS.ProcessEnv): Promise<Plugin> {
  const file = await onPath(plugin, env['PATH']);
  const asked =
    file === undefined ? undefined : await run({ file, arguments: ['--version'], env }).catch(() => undefined);
  if (file === undefined || asked === undefined)
    throw new FailureError({
      code: 'bad-usage',
      message: `${plugin} ${file === undefined ? 'is not on PATH' : 'cannot be run'}: it connects to containers, as for the AWS CLI`,
      hint: `how to install it: ${installing}`,
    });
  return { file, readsVariable: isLater(asked.output.at(-1)?.trim() ?? '') };
}

function isLater(version: string): boolean {
  if (!/^\d+(?:\.\d+){0,3}$/.test(version)) return false;
  const parts = version.split('.').map(Number);
  const differs = lastWithoutVariable.findIndex((it, at) => it !== (parts[at] ?? 0));
  return differs >= 0 && (parts[differs] ?? 0) > (lastWithoutVariable[differs] ?? 0);
}

export interface PluginRun {
  readonly session: ExecSession;
  readonly region: string;
  /** Empty where none is chosen: the plugin then finds credentials as every client does. */
  readonly profile: string;
  /** Of Systems Manager: the plugin asks it to go on with a session after a lost connection, and to end it. */
  readonly endpoint: string;
  readonly env: NodeJS.ProcessEnv;
  /** Its output goes to stderr: stdout is for events. */
  readonly isQuiet: boolean;
}

/**
 * The arguments and the environment that the AWS CLI starts it with. All users of a machine can see the arguments of a program,
 * so the token is in the environment where the plugin can read it there.
 * Source: `awscli/customizations/ecs/executecommand.py` and `sessionmanager.py` of https://github.com/aws/aws-cli
 */
export function pluginCall({ readsVariable }: Pick<Plugin, 'readsVariable'>, it: Omit<PluginRun, 'isQuiet'>) {
  const { session, region, profile, endpoint, env } = it;
  const { sessionId, tokenValue, streamUrl } = session;
  const response = JSON.stringify({ SessionId: sessionId, TokenValue: tokenValue, StreamUrl: streamUrl });
  const target = JSON.stringify({ Target: session.target });
  return {
    arguments: [readsVariable ? variable : response, region, 'StartSession', profile, target, endpoint],
    env: readsVariable ? { ...env, [variable]: response } : env,
  };
}

/** Gives the terminal to the plugin until it ends. @returns its exit code */
export function runPlugin(found: Plugin, it: PluginRun): Promise<number> {
  return attached({ file: found.file, ...pluginCall(found, it), isQuiet: it.isQuiet });
}
