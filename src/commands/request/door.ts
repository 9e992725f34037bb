import type { Session } from '../session/session.js';

/** How long a sandbox may take to say that it is one. */
const patienceMs = 5_000;

/**
 * The front door of the sandbox that a stack is in: that of this session, or one that is served at another endpoint than AWS's. The names
 * of what runs there lead nowhere by the DNS of this machine, or to somebody else.
 * @returns undefined on AWS, and at an endpoint that is no sandbox: it may have names of its own that lead there
 */
export async function doorOf({
  sandboxUrl,
  place: { endpoint },
  stop,
}: Pick<Session, 'sandboxUrl' | 'place' | 'stop'>): Promise<string | undefined> {
  if (sandboxUrl !== undefined || endpoint === 'aws') return sandboxUrl;
  const isSandbox = await saysSo(new URL('/_sandbox/health', endpoint), stop.signal);
  stop.signal.throwIfAborted();
  return isSandbox ? endpoint : undefined;
}

async function saysSo(url: URL, stopped: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(patienceMs)]);
    const answer = await fetch(url, { signal, redirect: 'error' });
    const { status, services } = Object(await answer.json()) as {
      readonly status?: unknown;
      readonly services?: unknown;
    };
    return answer.ok && status === 'ok' && Array.isArray(services);
  } catch {
    return false;
  }
}
