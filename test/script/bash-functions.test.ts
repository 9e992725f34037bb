import { expect, test } from '@jest/globals';
import { functionsFor } from '../../src/script/bash-functions.js';
import { withAws } from './shell.js';

/** Lines with the functions that they need, on a clock of their own: five seconds go by for each nap. */
const script = (...lines: string[]): string =>
  [
    ...functionsFor(['aws ', ...lines]),
    'SECONDS=0',
    'sleep() { SECONDS=$((SECONDS + $1)); }',
    ...lines,
    'echo "after $SECONDS"',
  ].join('\n');

/** Answers one line of `answers` a call, the last one for ever; those in parentheses are errors. */
const answering = (...answers: string[]): string => `
answers=(${answers.map((it) => `"${it}"`).join(' ')})
count=$(wc -l < "$CALLS")
answer=\${answers[count - 1]:-\${answers[-1]}}
if [[ $answer == \\(* ]]; then echo "An error occurred $answer when calling: no" >&2; exit 254; fi
echo "$answer"`;

test('what is in use is asked for again; what is gone is done', () =>
  withAws(answering('(DependencyViolation)', '(DependencyViolation)', '(InvalidVpcID.NotFound)'), async (desk) => {
    const { code, stdout } = await desk.run(script('remove aws ec2 delete-vpc --vpc-id vpc-1'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^after 1\d\n$/) });
    expect(await desk.calls()).toHaveLength(3);
  }));

test('a refusal ends the script, with what AWS says', () =>
  withAws(answering('(UnauthorizedOperation)'), async (desk) => {
    for (const runner of ['remove', 'retry']) {
      const { code, stdout, stderr } = await desk.run(script(`${runner} aws ec2 delete-vpc --vpc-id vpc-1`));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('(UnauthorizedOperation)');
    }
  }));

test('what stays in use is given up after 25 minutes', () =>
  withAws(answering('(DependencyViolation)'), async (desk) => {
    const slowly = 'sleep() { SECONDS=$((SECONDS + 100)); }';
    const { code, stderr } = await desk.run(script(slowly, 'remove aws ec2 delete-vpc --vpc-id vpc-1'));
    expect(code).toBe(1);
    expect(stderr).toContain('DependencyViolation');
    const { length } = await desk.calls();
    expect([15, 16, 17]).toContain(length);
  }));

test('what is not known everywhere yet is tried again, and its answer is taken', () =>
  withAws(
    answering('(InvalidGroup.NotFound)', '(InvalidParameterValue) Invalid IAM Instance Profile name', 'i-1'),
    async (desk) => {
      const { stdout } = await desk.run(script('ID=$(retry aws ec2 run-instances)', 'echo "$ID"'));
      expect(stdout).toContain('i-1\n');
      expect(await desk.calls()).toHaveLength(3);
    },
  ));

test('waiting ends with what is waited for', () =>
  withAws(answering('None', 'pending', 'available'), async (desk) => {
    const { code, stdout } = await desk.run(script('await it available failed 10 aws ec2 describe-it'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^after 1\d\n$/) });
  }));

test('waiting ends with what will not come right, and after its time', () =>
  withAws(answering('pending', 'failed'), async (desk) => {
    const failed = await desk.run(script("await it available 'failed|rejected' 10 aws ec2 describe-it"));
    expect(failed).toMatchObject({ code: 1, stderr: 'it is failed, not available\n' });
    const late = await desk.run(script("await it available '' 1 aws ec2 describe-it"));
    expect(late).toMatchObject({ code: 1, stderr: 'it is failed, not available\n' });
  }));

test('waiting is no reason to overlook a refusal', () =>
  withAws(answering('(AccessDenied)'), async (desk) => {
    const denied = await desk.run(script("await it available '' 10 aws ec2 describe-it"));
    expect(denied.code).toBe(1);
    expect(denied.stderr).toContain('(AccessDenied)');
  }));

test('what AWS does not know is gone', () =>
  withAws(answering('deleting', '(NotFoundException)'), async (desk) => {
    expect(await desk.run(script('await link gone FAILED 15 aws apigatewayv2 get-vpc-link'))).toMatchObject({
      code: 0,
    });
  }));

test('another endpoint is passed on to whatever version of the CLI', () =>
  withAws('', async (desk) => {
    await desk.run(script('aws sts get-caller-identity'), { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
    await desk.run(script('aws sts get-caller-identity'));
    expect(await desk.calls()).toEqual([
      '--endpoint-url http://127.0.0.1:4566 sts get-caller-identity',
      'sts get-caller-identity',
    ]);
  }));

test('a script has only those functions that it needs', () => {
  expect(functionsFor(['aws ec2 create-vpc']).join('\n')).not.toMatch(/retry|remove|await|keep/);
  expect(functionsFor(['remove aws ec2 delete-vpc']).join('\n')).toContain('GONE=');
});
