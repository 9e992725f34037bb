import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireSamePlace } from '../../../state/json-store.js';
import { replaceKept } from '../../kept-file.js';
import { pageDocument } from '../../page/document.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { placeSaid } from '../session/place-said.js';
import { recordedOf } from '../session/states.js';
import { findStack, noSuchStack } from '../stack/stack-choice.js';
import { openInBrowser } from './open-in-browser.js';
import { recordedPage } from './recorded-page.js';

export interface ViewRequest extends RequestWith<'stack' | 'target' | 'states' | 'display'> {
  /** The file to write. */
  readonly output?: string | undefined;
  readonly open: boolean;
}

/** `provision view`: from the state and the file of the last run; nothing is called. @returns the exit code */
export async function runView(request: ViewRequest): Promise<number> {
  const { target, states, display, output } = request;
  return printAnswer({ command: 'view', request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'view'));
    if (!found || !recorded) throw await noSuchStack(request, found);
    const { path, state } = recorded;
    requireSamePlace(path, state, await placeSaid(target, state));
    const page = await recordedPage(state, states.directory);
    const { html } = await pageDocument(page.title, page);
    const file = resolve(output ?? join(states.directory, 'views', `${found.stack}.html`));
    await replaceKept(file, html);
    const isOpened = request.open && !display.json && (await openInBrowser(pathToFileURL(file).href));
    const next = isOpened ? 'A browser opens it.' : 'Open it in a browser: all that it needs is in it.';
    if (!display.json) writerTo(process.stdout)(proseText(`Wrote ${file}. ${next}\n`, process.stdout));
    return { outputs: { File: file } };
  });
}
