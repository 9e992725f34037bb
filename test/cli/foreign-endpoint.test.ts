import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Desk, eventsOf } from './program.js';

const identity = (account: string, arn: string) =>
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
  `${arn}<UserId>AIDA</UserId>${account}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const arn = '<Arn>arn:aws:iam::123456789012:user/x</Arn>';
const account = '<Account>123456789012</Account>';

/** What is answered to the question for the account, with HTTP 200, and what is said of it. */
const answers: { readonly [what: string]: readonly [body: string, says: RegExp] } = {
  'a web page': ['<!DOCTYPE html><html><body>Sign in</body></html>', /HTTP 200 with a web page/],
  'other XML': [`<ok>${account}${arn}</ok>`, /HTTP 200 without <GetCallerIdentityResponse>/],
  JSON: ['{"Account":"123456789012"}', /HTTP 200 without <GetCallerIdentityResponse>/],
  nothing: ['', /HTTP 200 without <GetCallerIdentityResponse>/],
  'no account': [identity('', arn), /without an account and an ARN/],
  'an empty account': [identity('<Account></Account>', arn), /without an account and an ARN/],
  'an account that is none': [identity('<Account>12345</Account>', arn), /without an account and an ARN/],
  'no ARN': [identity(account, ''), /without an account and an ARN/],
  'an ARN that is none': [identity(account, '<Arn>me</Arn>'), /without an account and an ARN/],
};
const open: Server[] = [];
afterEach(() => open.splice(0).forEach((server) => server.close()));

test.each(Object.keys(answers))(
  'an endpoint that answers %s is none of AWS’s: it is said, and nothing is recorded',
  async (what) => {
    const [body, says] = answers[what] ?? ['', /./];
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.writeHead(200, { 'content-type': 'text/xml', connection: 'close' }).end(body);
    });
    open.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const desk = await Desk.open();
    for (const command of ['up', 'down', 'status']) {
      const words = [
        command,
        '--json',
        '--blueprint',
        'cloud-map-public',
        '--region',
        'us-east-1',
        '--endpoint-url',
        endpoint,
      ];
      const { code, stdout, stderr } = await desk.here(...words, ...(command === 'status' ? [] : ['--yes']));
      if (command !== 'up') continue;
      const error = eventsOf(stdout).find(({ type }) => type === 'error');
      expect({ code, stderr, error }).toMatchObject({ code: 1, stderr: '', error: { failure: { code: 'no-cloud' } } });
      expect(String(error?.['message'])).toMatch(says);
      expect(String(error?.['message'])).toMatch(/nothing that AWS would say/);
    }
    expect(requests).toBeGreaterThan(0);
    expect((await readdir(desk.path('.provision')).catch(() => [])).filter((it) => it.endsWith('.json'))).toEqual([]);
  },
);
