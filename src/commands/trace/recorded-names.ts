import type { StepRecord } from '../../../state/schema.js';
import { plainName, type RecordKey } from '../../../steps/route53/records.js';
import { isSameName } from '../../path/follow.js';
import type { DomainName, Name } from '../../path/facts.js';
import { matches, patternIn } from '../../wildcards.js';
import { balancerNames, hostsOfRules } from './recorded-rules.js';

/** The names that a stack has of its own, from what is recorded of it. */

type Records = ReadonlyMap<string, StepRecord>;

/** What names lead to: custom domains of API Gateway, and a load balancer. */
interface Ends {
  readonly domainNames: readonly Pick<DomainName, 'DomainName' | 'ApiGatewayDomainName'>[];
  readonly balancer: string | undefined;
}

/** The names that a record of the stack leads somewhere. Those that only prove to ACM whose a name is are none. */
export const namesLed = (records: Records): RecordKey[] =>
  ofType(records, 'record-set').flatMap(({ id }) => {
    const key = Object(id) as RecordKey;
    return id !== undefined && isAlias(records, key) ? [key] : [];
  });

const isAlias = (records: Records, { Name, Type }: RecordKey): boolean =>
  ofType(records, 'record-set').some((it) => {
    const want = Object(it.want) as Partial<RecordKey> & { readonly AliasTarget?: unknown };
    return want.Name === Name && want.Type === Type && Object(want.AliasTarget) === want.AliasTarget;
  });

/**
 * The names whose DNS is somebody else's, and where they are meant to lead: custom domains, the names that HTTPS is served under at a
 * load balancer, and the hosts that its rules name.
 */
export function namesElsewhere(records: Records, { domainNames, balancer }: Ends): Name[] {
  const led = new Set(namesLed(records).map(({ Name }) => plainName(Name)));
  const atBalancer = balancer === undefined ? [] : [...namesOfCertificates(records), ...hostsOfRules(records)];
  // What names exactly one is looked at first.
  const exactFirst = [...atBalancer.filter((it) => !/[*?]/.test(it)), ...atBalancer];
  const meant = [
    ...domainNames.map((it) => ({ Name: it.DomainName, Target: it.ApiGatewayDomainName })),
    ...[...new Set(exactFirst)].map((Name) => ({ Name, Target: balancer })),
  ];
  return meant.filter(({ Name }) => !led.has(Name));
}

/** Those that HTTPS is served under at a load balancer. */
const namesOfCertificates = (records: Records): string[] =>
  [...ofType(records, 'issued-certificate'), ...ofType(records, 'existing-listener')].flatMap(({ want }) =>
    Object.keys(Object((Object(want) as { readonly Names?: unknown }).Names)),
  );

/**
 * The name of AWS's at which a stack is asked under a name whose DNS is somebody else's.
 * @returns undefined where DNS is asked: for a name that a record of the stack leads somewhere, and for all that are not the stack's
 */
export function addressOf(hostname: string, records: Records): string | undefined {
  const [balancer] = balancerNames(records);
  const isAsked = (name: string): boolean => matches(patternIn(name.toLowerCase()), hostname);
  if (balancer !== undefined && isSameName(balancer, hostname)) return undefined;
  if (namesLed(records).some(({ Name }) => isAsked(plainName(Name)))) return undefined;
  const ends = { domainNames: domainNamesIn(records), balancer };
  return namesElsewhere(records, ends).find(({ Name }) => isAsked(Name))?.Target;
}

const domainNamesIn = (records: Records): Ends['domainNames'] =>
  ofType(records, 'domain-name').flatMap(({ out }) => {
    const { domainName: DomainName, apiGatewayDomainName: ApiGatewayDomainName } = Object(out) as Out;
    return DomainName === undefined || ApiGatewayDomainName === undefined ? [] : [{ DomainName, ApiGatewayDomainName }];
  });
type Out = { readonly domainName?: string; readonly apiGatewayDomainName?: string };

const ofType = (records: Records, type: string): StepRecord[] => [...records.values()].filter((it) => it.type === type);
