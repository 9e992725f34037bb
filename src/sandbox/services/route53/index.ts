import {
  HostedZoneAlreadyExists$,
  HostedZoneNotEmpty$,
  InvalidChangeBatch$,
  InvalidDomainName$,
  InvalidInput$,
  NoSuchChange$,
  NoSuchHostedZone$,
} from '@aws-sdk/client-route-53';
import type { Service } from '../../service.js';
import { changeInSync, changeOperations } from './changes.js';
import { hostedZoneOperations } from './hosted-zones.js';
import { recordSetOperations } from './record-sets.js';

/** Public hosted zones of Route 53, and their records. What DNS answers with them: `dns.ts`. */
export const route53: Service = {
  id: 'route53',
  wire: { protocol: 'restXml', signingName: 'route53', xmlns: 'https://route53.amazonaws.com/doc/2013-04-01/' },
  operations: [...hostedZoneOperations, ...recordSetOperations, ...changeOperations],
  errors: [
    HostedZoneAlreadyExists$,
    HostedZoneNotEmpty$,
    InvalidChangeBatch$,
    InvalidDomainName$,
    InvalidInput$,
    NoSuchChange$,
    NoSuchHostedZone$,
  ],
  timers: [changeInSync],
};
