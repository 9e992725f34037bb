import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ModifyLaunchTemplateCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

const wanted = {
  LaunchTemplateName: 'host',
  LaunchTemplateData: { InstanceType: 'c5.xlarge', UserData: 'ZWNobw==' } as const,
  TagSpecifications: [{ ResourceType: 'launch-template' as const, Tags: [{ Key: 'stack', Value: 'shop' }] }],
};

test('a template keeps what it says, in versions that never change', () => {
  const { call } = testNetwork();
  const { LaunchTemplateId } = call(CreateLaunchTemplateCommand, wanted).LaunchTemplate ?? {};
  const second = call(CreateLaunchTemplateVersionCommand, {
    LaunchTemplateId,
    SourceVersion: '1',
    VersionDescription: 'larger',
    LaunchTemplateData: { InstanceType: 'c5.2xlarge' },
  });
  expect(second.LaunchTemplateVersion).toMatchObject({
    VersionNumber: 2,
    DefaultVersion: false,
    VersionDescription: 'larger',
    LaunchTemplateData: { InstanceType: 'c5.2xlarge', UserData: 'ZWNobw==' },
  });
  const versions = (...Versions: string[]) =>
    call(DescribeLaunchTemplateVersionsCommand, { LaunchTemplateName: 'host', Versions }).LaunchTemplateVersions?.map(
      ({ VersionNumber }) => VersionNumber,
    );
  expect([versions(), versions('$Default'), versions('$Latest', '1')]).toEqual([[2, 1], [1], [2, 1]]);
  call(ModifyLaunchTemplateCommand, { LaunchTemplateId, DefaultVersion: '2' });
  expect(versions('$Default')).toEqual([2]);
  expect(call(DescribeLaunchTemplatesCommand, { LaunchTemplateNames: ['host'] }).LaunchTemplates).toMatchObject([
    { LaunchTemplateId, DefaultVersionNumber: 2, LatestVersionNumber: 2, Tags: [{ Key: 'stack', Value: 'shop' }] },
  ]);
});

test('a token makes a repeated create the same one; a taken name is taken', () => {
  const { call, refused } = testNetwork();
  const again = { ...wanted, ClientToken: 'once' };
  expect(call(CreateLaunchTemplateCommand, again)).toEqual(call(CreateLaunchTemplateCommand, again));
  expect(refused(CreateLaunchTemplateCommand, { ...wanted, ClientToken: 'twice' })).toEqual([
    'InvalidLaunchTemplateName.AlreadyExistsException',
    'Launch template name already in use.',
  ]);
});

test('codes say whether an id, a name or a version is wrong', () => {
  const { call, refused } = testNetwork();
  call(CreateLaunchTemplateCommand, wanted);
  const remove = (asked: object) => refused(DeleteLaunchTemplateCommand, asked)[0];
  expect(remove({ LaunchTemplateId: 'lt-00000000000000000' })).toBe('InvalidLaunchTemplateId.NotFound');
  expect(remove({ LaunchTemplateId: 'template' })).toBe('InvalidLaunchTemplateId.Malformed');
  expect(remove({ LaunchTemplateName: 'other' })).toBe('InvalidLaunchTemplateName.NotFoundException');
  expect(remove({})).toBe('MissingParameter');
  expect(refused(ModifyLaunchTemplateCommand, { LaunchTemplateName: 'host', DefaultVersion: '7' })[0]).toBe(
    'InvalidLaunchTemplateId.VersionNotFound',
  );
  const bad = (LaunchTemplateData: object) =>
    refused(CreateLaunchTemplateCommand, { LaunchTemplateName: 'odd', LaunchTemplateData })[0];
  expect(bad({ UserData: '#!/bin/bash' })).toBe('InvalidUserData.Malformed');
  expect(bad({ InstanceMarketOptions: { MarketType: 'spot' } })).toBe('NotImplemented');
});

test('a deleted template is gone, with its versions', () => {
  const { call } = testNetwork();
  call(CreateLaunchTemplateCommand, wanted);
  call(DeleteLaunchTemplateCommand, { LaunchTemplateName: 'host' });
  expect(call(DescribeLaunchTemplatesCommand, {}).LaunchTemplates).toEqual([]);
  expect(call(DescribeLaunchTemplateVersionsCommand, { Versions: ['$Latest'] }).LaunchTemplateVersions).toEqual([]);
});
