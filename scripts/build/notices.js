// Collects the licences of the bundled packages: copyright and text must be included in every copy.
import { readdir, readFile } from 'node:fs/promises';

const intro = `The files in this directory contain the packages below. Each stands under its own licence.`;

/** Libraries in WebAssembly inside another package: no package.json names them. */
const embedded = {
  '@viz-js/viz': [
    'contains in object code: Graphviz, Eclipse Public License, https://graphviz.org/license/, sources at',
    'https://gitlab.com/graphviz/graphviz; and Expat, MIT, https://github.com/libexpat/libexpat.',
  ].join('\n'),
};

/**
 * @param {import('esbuild').Metafile} metafile of the bundle
 * @param {URL} root of the checkout
 * @returns {Promise<string>} name, version, licence and its text, for each package of which anything is in the bundle
 */
export async function noticesFor(metafile, root) {
  const packages = await Promise.all(
    directoriesIn(metafile).map((directory) => packageAt(new URL(`${directory}/`, root))),
  );
  const unlicensed = packages.filter(({ license }) => !license).map(({ name }) => name);
  if (unlicensed.length > 0) throw new Error(`bundled without a licence: ${unlicensed.join(', ')}`);
  // A package may be there several times, in several versions, and many packages have the same text.
  const unique = new Map(packages.map((it) => [`${it.name} ${it.version}`, it]));
  const byText = groupedByText(unique.values());
  const sections = [...byText].map(([text, members]) => [...members.map(titleOf), text].filter(Boolean).join('\n\n'));
  return `${[intro, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** `node_modules/yargs/node_modules/y18n` and the like, sorted. */
function directoriesIn({ outputs }) {
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const directories = used.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
  return [...new Set(directories)].sort();
}

async function packageAt(directory) {
  const { name, version, license } = JSON.parse(await readFile(new URL('package.json', directory), 'utf8'));
  const files = (await readdir(directory)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, directory), 'utf8')));
  return { name, version, license, text: texts.map((text) => text.trim()).join('\n\n') };
}

const titleOf = ({ name, version, license }) =>
  [
    `${name} ${version}: ${license}, https://www.npmjs.com/package/${name}`,
    ...(embedded[name] ? [embedded[name]] : []),
  ].join('\n');

function groupedByText(packages) {
  const groups = new Map();
  for (const it of packages) groups.set(it.text, [...(groups.get(it.text) ?? []), it]);
  return groups;
}
