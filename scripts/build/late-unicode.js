import { readFile } from 'node:fs/promises';

const segmenter = /^const (\w+) = (new Intl\.Segmenter\([^)]*\));$/gm;
const emoji = /^const (\w+) = (\/.*\\p\{RGI_Emoji\}.*\/v);$/gm;

/**
 * Libraries that measure text make an `Intl.Segmenter` and a regular expression of all emoji when they are loaded. Both are
 * needed only for text that is not ASCII, and making them takes four tenths of the time that starting Node does. So they
 * are made when they are first used.
 * @returns a plugin of esbuild
 */
export const lateUnicode = {
  name: 'late-unicode',
  setup(build) {
    build.onLoad(
      { filter: /\/node_modules\/(?:.+\/)?(?:string-width|wrap-ansi|slice-ansi)\/[\w-]+\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source
          .replace(segmenter, 'let $1Made; const $1 = { segment: (text) => ($1Made ??= $2).segment(text) };')
          .replace(emoji, 'let $1Made; const $1 = { test: (text) => ($1Made ??= $2).test(text) };');
        return { contents, loader: 'js' };
      },
    );
  },
};
