import type { _InstanceType, ResourceType } from '@aws-sdk/client-ec2';
import type { Tags } from '../src/step.js';
import { tagSpecifications } from './tags.js';

/** What every instance is started with, whether by us or by an Auto Scaling group. */

/**
 * Session tokens are required (IMDSv2), so a program that can be talked into fetching a URL cannot fetch the
 * instance's credentials. One hop: the answer to a token request ends on the host. That is where the agents run that
 * need it; a container behind a bridge gets none. A task with an interface of its own is not behind a bridge, so for
 * those the ECS agent must block the way: see the launch template's user data.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export const metadataOptions = {
  HttpEndpoint: 'enabled',
  HttpTokens: 'required',
  HttpPutResponseHopLimit: 1,
} as const;

/** Those of `metadataOptions` in an answer, which may say more. */
export const liveMetadataOptions = (live: { [Member in keyof typeof metadataOptions]?: unknown } = {}) => ({
  HttpEndpoint: live.HttpEndpoint,
  HttpTokens: live.HttpTokens,
  HttpPutResponseHopLimit: live.HttpPutResponseHopLimit,
});

/** Amazon Linux's root volume: encrypted with the account's own key, and gone with the instance. Billed per GiB. */
export const rootVolume = (size: { readonly VolumeSize?: number } = {}) => ({
  DeviceName: '/dev/xvda',
  Ebs: { ...size, VolumeType: 'gp3' as const, Encrypted: true, DeleteOnTermination: true },
});

const tagged: readonly ResourceType[] = ['instance', 'volume', 'network-interface'];
/** An instance's volumes and interface have tags of their own. */
export const instanceTags = (tags: Tags) => tagged.flatMap((type) => tagSpecifications(type, tags));

/** AWS has new types before the SDK knows their names. */
export const asInstanceType = (name: string) => name as _InstanceType;
