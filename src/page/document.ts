import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isBundled } from '../version.js';
import type { PageData } from './data.js';
import { toneStyles } from './tone-styles.js';

/** A document in one piece, and the policy that it is to be served with. */
export interface PageDocument {
  readonly html: string;
  /** Of the header `content-security-policy`: nothing runs and nothing is loaded but what is in the document. */
  readonly policy: string;
}

/** Where the build puts them; in the sources, two folders up. */
const assets = fileURLToPath(new URL(isBundled ? './page/' : '../../dist/page/', import.meta.url));

/**
 * The page, with all that it needs in it.
 * @param data is read by the script as JSON; no part of it is markup
 * @throws Error where the build has not made the page's script
 */
export async function pageDocument(title: string, data: PageData): Promise<PageDocument> {
  const script = await readFile(`${assets}page.js`, 'utf8');
  const style = `${await readFile(`${assets}page.css`, 'utf8')}${toneStyles()}`;
  const connect = data.kind === 'live' ? "'self'" : "'none'";
  const rules = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    ...['img-src data:', `connect-src ${connect}`, "base-uri 'none'", "form-action 'none'"],
  ];
  // Browsers take no `frame-ancestors` from a document.
  const policy = [...rules, "frame-ancestors 'none'"].join('; ');
  return { policy, html: htmlOf({ title, script, style, data, rules: rules.join('; ') }) };
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

interface Parts {
  readonly title: string;
  readonly script: string;
  readonly style: string;
  readonly data: PageData;
  readonly rules: string;
}

const htmlOf = ({ title, script, style, data, rules }: Parts): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(rules)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><h1>${escaped(title)}</h1><p id="connection" role="status"></p></header>
<main id="main" tabindex="-1"><noscript><p>This page needs JavaScript. All of it is in the document.</p></noscript></main>
<div id="announcements" class="unseen" aria-live="polite"></div>
<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (it) => `&#${it.codePointAt(0)};`);

/** JSON in which no text can end a script, or begin a comment in one. */
const inScript = (json: string): string => json.replaceAll('<', '\\u003c');
