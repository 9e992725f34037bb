import { resourcesByType } from '../../../steps/nouns.js';
import { openBook, type Book } from '../../lessons/book.js';
import { pageDocument } from '../../page/document.js';
import { liveTopology } from '../../page/live-topology.js';
import type { Page } from '../../sandbox/viewer/page.js';

/** The page that `provision sandbox` serves. */
export function sandboxPage(): Page {
  let book: Book | undefined;
  return {
    async document() {
      const { html, policy } = await pageDocument('The sandbox', { kind: 'live' });
      return { status: 200, headers: { ...headers, 'content-security-policy': policy }, body: html };
    },
    topology: liveTopology,
    async lesson(operation) {
      book ??= openBook([...resourcesByType.keys()]);
      return book.lessonOf(operation);
    },
  };
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;
