import type { _InstanceType, ResourceType } from '@aws-sdk/client-ec2';
import type { Tags } from '../../../src/step.js';
import { tagSpecifications } from '../tags.js';

/** Settings that all instances share, whether this program or an Auto Scaling group starts them. */

/**
 * Session tokens are required (IMDSv2), so a program that fetches a URL for an attacker cannot fetch the instance's
 * credentials. The hop limit is 1, so only processes on the host get a token, such as the agents that need it;
 * containers behind a bridge get none. A task with a network interface of its own is not behind a bridge, so the ECS
 * agent must block it: see the user data of the launch template.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export const metadataOptions = {
  HttpEndpoint: 'enabled',
  HttpTokens: 'required',
  HttpPutResponseHopLimit: 1,
} as const;

/** The members of an answer that `metadataOptions` sets; the answer may have more. */
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
/** The volumes and the network interface of an instance have tags of their own. */
export const instanceTags = (tags: Tags) => tagged.flatMap((type) => tagSpecifications(type, tags));

/** A cast, because AWS has instance types that the SDK does not know yet. */
export const asInstanceType = (name: string) => name as _InstanceType;
