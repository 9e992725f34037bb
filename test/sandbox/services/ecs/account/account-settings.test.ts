import {
  CreateClusterCommand,
  DeleteAccountSettingCommand,
  ListAccountSettingsCommand,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
  type SettingName,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { setMonitoring } from '../../../../../src/sandbox/services/ec2/guardduty/runtime-monitoring.js';
import { ecs } from '../../../../../src/sandbox/services/ecs/index.js';
import { testContext } from '../../../context.js';

const root = 'arn:aws:iam::000000000000:root';
const user = 'arn:aws:iam::000000000000:user/sandbox';

function settings() {
  const cloud = testContext();
  const call: <C extends Parameters<typeof cloud.call>[1]>(
    command: C,
    input: InstanceType<C>['input'],
  ) => ReturnType<typeof cloud.call<C>> = (command, input) => cloud.call(ecs, command, input);
  return {
    ...cloud,
    call,
    refused: (name: string, value: string) =>
      cloud.refusal(ecs, PutAccountSettingDefaultCommand, { name: name as SettingName, value }),
    effective: (name?: SettingName) =>
      call(ListAccountSettingsCommand, { effectiveSettings: true, ...(name && { name }) }).settings ?? [],
    insights: (clusterName: string, value?: string) =>
      call(CreateClusterCommand, { clusterName, ...(value && { settings: [{ name: 'containerInsights', value }] }) })
        .cluster?.settings,
  };
}

test('where nobody has set anything, AWS’s defaults hold, ten a page, and nothing is set', () => {
  const { call, effective } = settings();
  expect(call(ListAccountSettingsCommand, {}).settings).toEqual([]);
  const first = call(ListAccountSettingsCommand, { effectiveSettings: true });
  expect(first.settings).toHaveLength(10);
  const rest = call(ListAccountSettingsCommand, { effectiveSettings: true, nextToken: first.nextToken });
  const all = [...(first.settings ?? []), ...(rest.settings ?? [])];
  expect(Object.fromEntries(all.map(({ name, value }) => [name, value]))).toEqual({
    awsvpcTrunking: 'disabled',
    containerInsights: 'disabled',
    containerInstanceLongArnFormat: 'enabled',
    defaultLogDriverMode: 'non-blocking',
    fargateEventWindows: 'disabled',
    fargateFIPSMode: 'disabled',
    fargateTaskRetirementWaitPeriod: '7',
    guardDutyActivate: 'off',
    serviceLongArnFormat: 'enabled',
    tagResourceAuthorization: 'on',
    taskLongArnFormat: 'enabled',
  });
  expect(effective('containerInsights')).toEqual([
    { name: 'containerInsights', value: 'disabled', principalArn: root, type: 'user' },
  ]);
});

test('a setting of one’s own counts before the account’s, until it is deleted, and the account’s holds for all others', () => {
  const { call, effective } = settings();
  const name = 'containerInsights';
  const value = () => effective(name).map((it) => [it.value, it.principalArn]);
  expect(call(PutAccountSettingDefaultCommand, { name, value: 'enabled' }).setting).toEqual({
    ...{ name, value: 'enabled', principalArn: root, type: 'user' },
  });
  expect(value()).toEqual([['enabled', root]]);
  expect(call(PutAccountSettingCommand, { name, value: 'enhanced' }).setting?.principalArn).toBe(user);
  expect(value()).toEqual([['enhanced', user]]);
  expect(call(ListAccountSettingsCommand, { name, value: 'enabled', effectiveSettings: true }).settings).toEqual([]);
  expect(call(DeleteAccountSettingCommand, { name }).setting).toMatchObject({ value: 'enabled', principalArn: user });
  expect(value()).toEqual([['enabled', root]]);
});

test('a new cluster has Container Insights as the account’s setting says, unless its request says otherwise', () => {
  const { call, insights } = settings();
  const name = 'containerInsights';
  expect(insights('before')).toEqual([{ name, value: 'disabled' }]);
  call(PutAccountSettingDefaultCommand, { name, value: 'enhanced' });
  expect(insights('after')).toEqual([{ name, value: 'enhanced' }]);
  expect(insights('explicit', 'disabled')).toEqual([{ name, value: 'disabled' }]);
  expect(insights('before')).toEqual([{ name, value: 'disabled' }]);
});

test('values and names that are none are refused, and what the sandbox does not do is 501', () => {
  const { refused, call, refusal, world, effective } = settings();
  expect(refused('taskLongArnFormat', 'ENABLED')).toMatchObject({
    code: 'InvalidParameterException',
    message: "Invalid setting 'value'",
  });
  expect(refused('taskLongArnFormat', 'disabled').code).toBe('InvalidParameterException');
  expect(refused('shortArns', 'enabled').message).toBe("Invalid setting 'name'");
  expect(refused('awsvpcTrunking', 'enabled').status).toBe(501);
  expect(refused('tagResourceAuthorization', 'off').status).toBe(501);
  expect(refused('fargateTaskRetirementWaitPeriod', '3').code).toBe('InvalidParameterException');
  expect(refusal(ecs, ListAccountSettingsCommand, { value: 'enabled' }).code).toBe('InvalidParameterException');
  expect(refusal(ecs, ListAccountSettingsCommand, { maxResults: 11 }).code).toBe('InvalidParameterException');
  expect(
    refusal(ecs, PutAccountSettingCommand, { name: 'containerInsights', value: 'enabled', principalArn: root }).code,
  ).toBe('AccessDeniedException');
  expect(call(PutAccountSettingDefaultCommand, { name: 'fargateTaskRetirementWaitPeriod', value: '0' })).toBeDefined();

  expect(refused('guardDutyActivate', 'on').code).toBe('InvalidParameterException');
  setMonitoring(world, true);
  expect(effective('guardDutyActivate')).toMatchObject([{ value: 'on', type: 'aws_managed' }]);
});
