import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Desk } from './program.js';

/**
 * A container engine with Docker's command line. What it "runs" is a server at the ports that it publishes, in the process that
 * `run` is: it tells what it was given, ends with 7 where it is asked for /crash, and by `stop` as by a stop signal. It notes each
 * call; what it runs stands in a directory, as in the memory of a daemon.
 */
const script = (home: string) => `#!${process.execPath}
const fs = require('node:fs');
const { createServer } = require('node:http');
const { spawnSync } = require('node:child_process');
const home = ${JSON.stringify(home)};
const args = process.argv.slice(2);
const after = (option) => args.flatMap((it, at) => (it === option ? [args[at + 1]] : []));
const place = (name) => home + '/running/' + name;
const pidOf = (name) => Number(fs.readFileSync(place(name), 'utf8').split('\\n')[0]);
const said = { args };
const doing = {
  version() {},
  build() {
    if (process.env.FAIL_BUILD) { console.error('COPY failed: no such file'); process.exit(1); }
  },
  image() { process.exit(fs.existsSync(home + '/has-image') ? 0 : 1); },
  pull() {},
  ps() {
    const label = after('--filter')[0].replace('label=', '');
    for (const name of fs.readdirSync(home + '/running'))
      if (fs.readFileSync(place(name), 'utf8').includes(label)) console.log(name);
  },
  container() { console.log(fs.existsSync(place(args.at(-1)))); },
  stop() { try { process.kill(pidOf(args.at(-1)), 'SIGUSR2'); } catch {} },
  rm() {
    for (const name of args.slice(2)) {
      try { process.kill(pidOf(name), 'SIGKILL'); } catch {}
      fs.rmSync(place(name), { force: true });
    }
  },
  exec() {
    const at = args.findIndex((it) => it.startsWith('provision-'));
    const [name, program, ...rest] = args.slice(at);
    process.exit(spawnSync(program, rest, { stdio: 'inherit', env: { ...process.env, INSIDE: name } }).status);
  },
  run() {
    const [name] = after('--name');
    fs.writeFileSync(place(name), process.pid + '\\n' + after('--label')[0]);
    const end = (code) => { fs.rmSync(place(name), { force: true }); process.exit(code); };
    process.on('SIGUSR2', () => { console.log('got the stop signal'); end(0); });
    console.log('starts as ' + name);
    for (const it of after('--publish')) {
      const [host, port, own] = it.split(':');
      createServer(({ url }, response) => {
        if (url === '/crash') { console.error('it was too much'); return end(7); }
        response.writeHead(201);
        response.end(JSON.stringify({ own, url, environment: said.environment }));
      }).listen(Number(port), host);
    }
    setInterval(() => {}, 1000);
  },
};
if (args[0] === 'run')
  said.environment = Object.fromEntries(
    after('--env').map((it) => (it.includes('=') ? [it.split('=')[0], it.slice(it.indexOf('=') + 1)] : [it, process.env[it]])),
  );
fs.appendFileSync(home + '/calls', JSON.stringify(said) + '\\n');
doing[args[0]]();
`;

/** What the engine was called with. */
export interface EngineCall {
  readonly args: readonly string[];
  /** What a container gets. */
  readonly environment?: { readonly [name: string]: string };
}

/** @returns the PATH that has it, and what it was asked */
export async function fakeEngine(desk: Desk) {
  const home = desk.path('engine');
  await mkdir(`${home}/running`, { recursive: true });
  await mkdir(`${home}/bin`);
  await writeFile(`${home}/calls`, '');
  await writeFile(`${home}/bin/docker`, script(home));
  await chmod(`${home}/bin/docker`, 0o755);
  return {
    path: `${home}/bin:${process.env['PATH'] ?? ''}`,
    running: `${home}/running`,
    calls: async (verb: string): Promise<EngineCall[]> =>
      (await readFile(`${home}/calls`, 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((it) => JSON.parse(it) as EngineCall)
        .filter(({ args }) => args[0] === verb),
  };
}
