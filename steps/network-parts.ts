import type { Step } from '../src/step.js';
import type { InternetGatewayAttachment } from './internet-gateway-attachment.js';
import type { RouteTable } from './route-table.js';
import type { Subnet } from './subnet.js';
import type { Vpc } from './vpc.js';

/** The network of a stack: what others build on, and all its steps. */
export interface Network {
  readonly vpc: Vpc;
  readonly public: Side;
  readonly private: Side;
  /** What takes requests from the internet works only with it. */
  readonly attachment: InternetGatewayAttachment | undefined;
  readonly steps: readonly Step[];
}
/** The subnets of one kind, in different zones; none where the stack has no such. */
export interface Side {
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  /** With these in place, what is in these subnets gets out, as far as it ever does. */
  readonly ways: readonly Step[];
}

export const noSide: Side = { subnets: [], tables: [], ways: [] };
