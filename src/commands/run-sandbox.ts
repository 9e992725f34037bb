import { once } from 'node:events';
import { join } from 'node:path';
import { FailureError } from '../failure.js';
import { openSandbox } from '../sandbox/open.js';
import { guarded } from './guarded.js';
import type { Arguments } from './options.js';
import { guardFrom } from './policy-file.js';
import { openReport } from './report.js';

/** `provision sandbox`: serves until Ctrl-C, or until it is asked to end. @returns the exit code */
export async function runSandbox(argv: Arguments<{ port: number }>): Promise<number> {
  return guarded('sandbox', argv, async () => {
    const directory = join(argv.state, 'sandbox');
    const guard = await guardFrom(argv.policy);
    const sandbox = await openSandbox({ directory, speed: argv.sandboxSpeed, command: 'provision sandbox', port: argv.port, guard });
    const servedBy = sandbox.servedBy();
    if (servedBy) {
      const { pid, offers } = servedBy;
      throw new FailureError({ code: 'world-served', url: offers?.['url'] ?? '', pid });
    }
    process.stdout.write(argv.json ? `${JSON.stringify({ url: sandbox.url() })}\n` : greeting(sandbox.url(), argv.sandboxSpeed));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await sandbox.close();
    return { report: openReport({ command: 'sandbox', quiet: true }), work: async () => 0 };
  });
}

const greeting = (url: string, speed: string): string => `The sandbox listens on ${url} (${speed}). Ctrl-C ends it; its world stays.

  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  aws --endpoint-url ${url} ec2 describe-vpcs
  curl ${url}/_sandbox/health
`;
