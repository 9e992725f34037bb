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
import { zonesOfVpcOperations } from './zones-of-vpc.js';

/** Public hosted zones of Route 53 and their records, and which private ones a VPC has. What DNS answers: `dns.ts`. */
export const route53: Service = {
  id: 'route53',
  wire: { protocol: 'restXml', signingName: 'route53', xmlns: 'https://route53.amazonaws.com/doc/2013-04-01/' },
  operations: [...hostedZoneOperations, ...zonesOfVpcOperations, ...recordSetOperations, ...changeOperations],
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
