import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What opens a URL on a desktop, without a shell in between. */
const openers: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/**
 * Opens a URL where somebody sits at a desktop: on macOS, on Windows, and where a display server is named. A CI has none.
 * @returns whether something was started to do it
 */
export async function openInBrowser(
  url: string,
  { platform = process.platform, env = process.env }: { platform?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<boolean> {
  const [program, ...words] = openers[platform] ?? [];
  const hasDesktop = platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (program === undefined || !hasDesktop || env['CI']) return false;
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  try {
    await once(child, 'spawn');
    child.unref();
    return true;
  } catch {
    return false;
  }
}
