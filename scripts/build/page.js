import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Makes `dist/page/`: the script and the style that `src/page/document.ts` puts into a page. @param root of the sources, a URL */
export async function buildPage(root) {
  await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: { page: 'src/page/client/main.ts' },
    outdir: 'dist/page',
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minifyWhitespace: true,
    minifySyntax: true,
    // A script in a document must not have the tag that ends it.
    supported: { 'inline-script': false },
    logLevel: 'warning',
  });
  await cp(new URL('src/page/page.css', root), new URL('dist/page/page.css', root));
}
