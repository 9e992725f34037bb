import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import { regional } from '../../service.js';

export interface Tags {
  readonly [key: string]: string;
}

/** One version of a parameter. */
export interface ParameterVersion {
  version: number;
  type: ParameterType;
  /** Sealed where the type is SecureString. */
  value: string;
  tier: ParameterTier;
  dataType: string;
  description?: string;
  allowedPattern?: string;
  at: Date;
}

/** A parameter as the sandbox keeps it. */
export interface ParameterRow {
  name: string;
  /** Oldest first; the last one is what is read. There are a hundred at most. */
  versions: [ParameterVersion, ...ParameterVersion[]];
  tags: Tags;
}

/** Every parameter that the account has in the region, by its name. */
export const parameters = regional<ParameterRow>('ssm/parameters');
