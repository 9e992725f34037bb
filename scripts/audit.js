// What is known against the packages that are shipped. They are bundled, so users install none of them; a hole in one
// is in dist/ all the same. Where the registry answers audits, none may be known; else it is said that nobody looked.
// In either case: nothing that is shipped may have to run a script to be installed.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const lock = JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8'));
/** The names of the bundled packages, from the list of licences that the build makes. */
const notices = await readFile(new URL('dist/THIRD-PARTY-NOTICES.txt', root), 'utf8');
const bundled = [
  ...new Set([...notices.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\.\d+\S*/gm)].map(([, name]) => name)),
];

const installed = Object.entries(manifest.dependencies ?? {}).length;
const withScripts = bundled.filter((name) => lock.packages[`node_modules/${name}`]?.hasInstallScript);
console.log(
  `${installed} packages are installed with it, ${bundled.length} are bundled, ${withScripts.length} of them run install scripts`,
);
if (installed > 0 || bundled.length === 0 || withScripts.length > 0) process.exitCode = 1;

for (const [what, words, counts] of [
  ['what is installed', ['--omit=dev'], () => true],
  ['what is bundled', [], ({ name }) => bundled.includes(name)],
]) {
  const vulnerabilities = await audited(words);
  if (!vulnerabilities) {
    console.log(`${what}: the registry answers no audit; nobody has looked`);
    continue;
  }
  const known = Object.values(vulnerabilities).filter(counts);
  console.log(`${what}: ${known.length} known vulnerabilities`);
  for (const { name, severity, range } of known) console.log(`  ${name} ${range}: ${severity}`);
  if (known.length > 0) process.exitCode = 1;
}

/** npm exits with 1 where something is known, and where the registry does not answer; only the report tells which. */
function audited(words) {
  return new Promise((resolve) => {
    const options = { cwd: fileURLToPath(root), timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    execFile('npm', ['audit', '--json', ...words], options, (_error, stdout) => {
      try {
        const report = JSON.parse(stdout);
        resolve(report.auditReportVersion === 2 ? report.vulnerabilities : undefined);
      } catch {
        resolve(undefined);
      }
    });
  });
}
