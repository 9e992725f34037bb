import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Debian's; another one is named in the environment. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(executablePath);

const args = [
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking',
  '--disable-component-update --disable-sync',
].flatMap((it) => it.split(' '));

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A browser with a profile of its own. It keeps what must not be: errors, and requests to anywhere but `origin`. */
export async function openBrowser(origin) {
  const profile = await mkdtemp(join(tmpdir(), 'page-proof-browser-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args, reducedMotion: 'reduce' });
  const wrong = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`) || url.startsWith('file:')) return route.continue();
    wrong.push(`a request to ${url}`);
    return route.abort();
  });
  return {
    wrong,
    async page(url, look = {}) {
      const page = await context.newPage();
      await page.emulateMedia({ colorScheme: 'light', ...look });
      page.setDefaultTimeout(20_000);
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') wrong.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
      await page.goto(url);
      return page;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** What axe finds wrong with a page, by the rules of WCAG 2.2 AA and its best practices. */
export async function violationsOn(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
