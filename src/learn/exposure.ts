import { prefixLength } from '../address-range.js';
import { everywhere } from '../path/end.js';
import type { Facts } from '../path/facts.js';

/** What lets requests through by giving up what a setting is for. */
export interface Exposure {
  /** Of two looks, the same exposure has the same. */
  readonly key: string;
  /** A sentence. */
  readonly says: string;
}

/** What is looked at for it besides the facts of a request's way. */
export interface Settings {
  readonly roles: readonly Role[];
  readonly targetGroups: readonly { readonly name: string; readonly codes: string }[];
  readonly containers: readonly Container[];
}
/** A container of a service, as its definition has it. */
export interface Container {
  readonly name: string;
  /** Names of the variables whose values everybody can read who may describe the definition. */
  readonly environment: readonly string[];
  readonly secrets: readonly string[];
  readonly logGroup?: string | undefined;
}
export interface Role {
  readonly name: string;
  /** Managed policies, by name. */
  readonly attached: readonly string[];
  readonly documents: readonly string[];
}

/** A range that takes in much of the internet: two halves of it are all of it. Those of private networks are no wider than a /8. */
const isWide = (range: string | undefined): boolean => range !== undefined && prefixLength(range) < 8;

/** All that is open, of what a repair might open. */
export const exposures = (facts: Facts, settings: Settings): Exposure[] => [
  ...openGroups(facts),
  ...publicTasks(facts),
  ...openAcls(facts),
  ...openCors(facts),
  ...settings.roles.flatMap(ofRole),
  ...settings.targetGroups.flatMap(ofTargetGroup),
];

const openGroups = ({ securityGroups }: Facts): Exposure[] =>
  securityGroups.flatMap(({ GroupId, GroupName, rules }) =>
    rules
      .filter(({ CidrIpv4 }) => isWide(CidrIpv4))
      .map(({ IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4 }) => {
        const ports = IpProtocol === '-1' ? 'every port' : `${IpProtocol} ${FromPort}-${ToPort}`;
        const who = IsEgress ? 'out to every address' : 'everybody on the internet in';
        return {
          key: `group ${GroupId} ${IsEgress} ${ports} ${CidrIpv4}`,
          says: `The security group ${GroupName} (${GroupId}) now lets ${who} (${CidrIpv4}, ${ports}). It needs the one port, and the one group on the other side.`,
        };
      }),
  );

const publicTasks = ({ networkInterfaces, tasks }: Facts): Exposure[] =>
  networkInterfaces.some(
    (it) => it.PublicIp !== undefined && tasks.some((task) => task.NetworkInterfaceId === it.NetworkInterfaceId),
  )
    ? [
        {
          key: 'public tasks',
          says: 'Tasks now have public addresses. They were private, and only a security group stands before them now.',
        },
      ]
    : [];

/** Those in which the first entry that is about everything allows it. */
const openAcls = ({ networkAcls }: Facts): Exposure[] =>
  networkAcls.flatMap(({ NetworkAclId, SubnetIds, Entries }) =>
    [true, false].flatMap((egress) => {
      const whole = Entries.filter(
        (it) => it.Egress === egress && it.Protocol === '-1' && it.CidrBlock === everywhere,
      ).toSorted((a, b) => a.RuleNumber - b.RuleNumber);
      if (whole[0]?.RuleAction !== 'allow') return [];
      const way = egress ? 'out' : 'in';
      return SubnetIds.map((subnet) => ({
        key: `acl ${subnet} ${way}`,
        says: `The network ACL ${NetworkAclId} of ${subnet} now lets everything ${way}. It was there to let only some of it.`,
      }));
    }),
  );

const openCors = ({ apis }: Facts): Exposure[] =>
  apis
    .filter(({ CorsConfiguration }) => CorsConfiguration?.AllowOrigins.some((it) => it === '*' || it === 'https://*'))
    .map(({ ApiId }) => ({
      key: `cors ${ApiId}`,
      says: 'CORS now allows pages of every origin. Any page that a user opens may call the API.',
    }));

/** Policies of AWS's that allow everything, or nearly. */
const powerful = ['AdministratorAccess', 'PowerUserAccess'];

function ofRole({ name, attached, documents }: Role): Exposure[] {
  const policy = attached.find((it) => powerful.includes(it));
  if (policy === undefined && !documents.some(allowsEverything)) return [];
  return [
    {
      key: `role ${name}`,
      says: `The role ${name} may now do everything in the account${policy === undefined ? '' : ` (${policy})`}. It needs two or three actions.`,
    },
  ];
}

function allowsEverything(document: string): boolean {
  const { Statement = [] } = JSON.parse(document) as { Statement?: unknown };
  return [Statement].flat().some((statement) => {
    const { Effect, Action, Resource } = Object(statement) as { [member: string]: unknown };
    return Effect === 'Allow' && [Action].flat().includes('*') && [Resource].flat().includes('*');
  });
}

/** Codes of 400 and more say that a request has failed. */
const ofTargetGroup = ({ name, codes }: Settings['targetGroups'][number]): Exposure[] =>
  /(^|[,-])4\d\d/.test(codes)
    ? [
        {
          key: `codes ${name}`,
          says: `The health check of ${name} now takes failures for success (codes ${codes}). A broken task would count as healthy.`,
        },
      ]
    : [];
