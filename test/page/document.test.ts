import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Recorded } from '../../src/page/data.js';
import { pageDocument } from '../../src/page/document.js';

// The build has to have made the script of the page: `npm ci` and `npm run build` do.

const hostile = '</script><script>alert(1)</script><!--"&';
const recorded: Recorded = {
  ...{ kind: 'recorded', title: hostile, facts: [hostile], topology: { regions: [] }, lessons: {} },
  cost: { sentence: hostile, lines: [], basis: '' },
};

test('a page has all in it: nothing is loaded, and its policy allows what is in it and nothing else', async () => {
  for (const data of [recorded, { kind: 'live' } as const]) {
    const { html, policy } = await pageDocument('A page', data);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)/);
    expect(html).not.toMatch(/@import|url\(/);
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const hash = (text: string) => createHash('sha256').update(text).digest('base64');
    expect(script.length).toBeGreaterThan(1000);
    expect(policy).toContain(`script-src 'sha256-${hash(script)}';`);
    expect(policy).toContain(`style-src 'sha256-${hash(style)}';`);
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(policy).toContain(data.kind === 'live' ? "connect-src 'self'" : "connect-src 'none'");
  }
});

test('no text of a stack ends the script that it stands in', async () => {
  const { html } = await pageDocument(hostile, recorded);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toContain('<!--');
  const [, json = ''] = /id="data">([\s\S]*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(json)).toEqual(recorded);
});
