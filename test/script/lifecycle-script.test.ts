import { beforeAll, expect, test } from '@jest/globals';
import { downScript, upScript } from '../../src/script/lifecycle-script.js';
import { blueprintOf } from '../e2e/project.js';
import { withAws } from './shell.js';
import { lifeOf } from './lives.js';

let up: string;
let down: string;
beforeAll(async () => {
  const life = await lifeOf(await blueprintOf('cloud-map-public'));
  [up, down] = [upScript(life), downScript(life)];
});

/** An AWS that says yes to everything, each time with another id; `$FAILS` is refused. */
const aws = `
if [[ -n \${FAILS:-} && "$*" == *$FAILS* ]]; then echo 'An error occurred (No) when calling: no' >&2; exit 254; fi
case "$*" in
  *generate-cli-skeleton*) echo taskDefinitions managedDraining ;;
  *get-caller-identity*) echo 123456789012 ;;
  *get-namespace*|*get-vpc-link*None*) echo 'An error occurred (NamespaceNotFound) when calling: no' >&2; exit 254 ;;
  *get-vpc-link*) if [[ -n \${DOWN:-} ]]; then echo 'An error occurred (NotFoundException) when calling: no' >&2; exit 254; fi; echo AVAILABLE ;;
  *Operation.Status*) echo SUCCESS ;;
  *rolloutState*) echo COMPLETED ;;
  *'clusters[0].status'*) echo ACTIVE ;;
  *'length(tags)'*) echo "\${TAGS:-0}" ;;
  *'services[0].status'*) echo INACTIVE ;;
  *--query*,*) printf 'a-%s\\tb-%s\\n' "$(wc -l < "$CALLS")" "$(wc -l < "$CALLS")" ;;
  *--query*sort*) printf 'z1\\tz2\\n' ;;
  *--query*) echo "id-$(wc -l < "$CALLS")" ;;
esac`;
const deletions = (calls: readonly string[]): string[] =>
  calls
    .filter((call) => !call.includes('--generate-cli-skeleton'))
    .flatMap(
      (call) => /^\S+ (?:delete|detach|disassociate|revoke|deregister|terminate|release)\S*/.exec(call)?.[0] ?? [],
    );

test('what one script notes, the other one takes down, and then there is nothing noted', () =>
  withAws(aws, async (desk) => {
    expect(await desk.run(up)).toMatchObject({ code: 0, stdout: expect.stringContaining('cloud-map-public is up') });
    const noted = await desk.read('cloud-map-public.env');
    const vpc = /^VPC_ID=(.*)$/m.exec(noted)?.[1] ?? '';
    expect(vpc).toMatch(/^id-/);
    expect((await desk.calls()).filter((call) => call.includes(`create-subnet --vpc-id ${vpc} `))).toHaveLength(2);
    await desk.forget();
    expect(await desk.run(down, { DOWN: '1' })).toMatchObject({ code: 0, stdout: 'cloud-map-public is gone.\n' });
    const calls = await desk.calls();
    expect(calls).toContain(`ec2 delete-vpc --vpc-id ${vpc}`);
    expect(deletions(calls)).toHaveLength(26);
    expect(deletions(calls).at(-1)).toBe('logs delete-log-group');
    await expect(desk.read('cloud-map-public.env')).rejects.toThrow('ENOENT');
  }));

test('the log group of Container Insights is deleted last, unless somebody has put tags on it', () =>
  withAws(aws, async (desk) => {
    await desk.run(up);
    await desk.forget();
    expect(await desk.run(down, { DOWN: '1', TAGS: '2' })).toMatchObject({ code: 0 });
    const calls = await desk.calls();
    expect(calls.at(-1)).toMatch(
      /^logs list-tags-for-resource .*:\/aws\/ecs\/containerinsights\/cloud-map-public\/performance /,
    );
    expect(deletions(calls)).toHaveLength(25);
  }));

test('where one breaks off, the other takes down what there was by then, and nothing that has only its name', () =>
  withAws(aws, async (desk) => {
    const { code, stderr } = await desk.run(up, { FAILS: '10.0.16.0/20' });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'An error occurred (No) when calling: no\n' });
    await desk.forget();
    expect(await desk.run(down, { DOWN: '1' })).toMatchObject({ code: 0 });
    expect(deletions(await desk.calls())).toEqual(['ec2 delete-subnet', 'ec2 delete-vpc']);
  }));

test('a name that is taken is not noted, and so not deleted', () =>
  withAws(aws, async (desk) => {
    expect(await desk.run(up, { FAILS: 'create-role' })).toMatchObject({ code: 254 });
    expect(await desk.read('cloud-map-public.env')).not.toContain('ROLE');
    await desk.forget();
    await desk.run(down, { DOWN: '1' });
    expect((await desk.calls()).filter((call) => call.startsWith('iam'))).toEqual([]);
  }));

test('without anything noted there is nothing to take down', () =>
  withAws(aws, async (desk) => {
    expect(await desk.run(down)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no cloud-map-public.env'),
    });
    expect(await desk.calls()).toEqual([]);
  }));

test('an id that only a later look tells is looked for again', () =>
  withAws(aws, async (desk) => {
    await desk.run(up, { FAILS: 'Operation.Status' });
    expect(await desk.read('cloud-map-public.env')).not.toContain('NAMESPACE_ID=');
    await desk.forget();
    expect(await desk.run(down, { DOWN: '1' })).toMatchObject({ code: 0 });
    const calls = await desk.calls();
    const asked = calls.findIndex((call) => call.includes('--query Operation.Targets.NAMESPACE'));
    expect(calls[asked + 1]).toBe(`servicediscovery delete-namespace --id id-${asked + 1}`);
  }));

test('nothing is made a second time over what is noted', () =>
  withAws(aws, async (desk) => {
    await desk.run(up, { FAILS: 'create-vpc-link' });
    await desk.forget();
    expect(await desk.run(up)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has to be taken down first'),
    });
    expect(await desk.calls()).toEqual([]);
  }));

test('a CLI that does not know a call is found out before anything is done', () =>
  withAws(`[[ $1 == --version ]] && echo aws-cli/2.9.19; exit 252`, async (desk) => {
    await desk.run('echo VPC_ID=vpc-1 > cloud-map-public.env');
    expect(await desk.run(down)).toMatchObject({ code: 1, stderr: 'this takes a newer AWS CLI than aws-cli/2.9.19\n' });
    expect(await desk.calls()).toEqual(['ecs delete-task-definitions --generate-cli-skeleton', '--version']);
  }));
