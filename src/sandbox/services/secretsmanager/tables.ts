import { regional } from '../../service.js';

/** A secret as the sandbox keeps it. */
export interface SecretRow {
  arn: string;
  name: string;
  description?: string;
  createdAt: Date;
  changedAt: Date;
  /** The day on which it was last read. */
  accessedAt?: Date;
  /** When it was deleted, as far as it can be restored. */
  deletedAt?: Date;
  /** By their ids, oldest first. */
  versions: { [versionId: string]: SecretVersion };
  tags: Tags;
}

export interface SecretVersion {
  /** `AWSCURRENT`, `AWSPREVIOUS`, or of the user's own; none for one that is forgotten. */
  stages: string[];
  createdAt: Date;
  accessedAt?: Date;
  /** Sealed. Absent for what was sent as bytes. */
  text?: string;
  /** Sealed base64. */
  bytes?: string;
}

export interface Tags {
  readonly [key: string]: string;
}

/** Every secret of the region, by its name: also those that can still be restored. */
export const secrets = regional<SecretRow>('secretsmanager/secrets');
