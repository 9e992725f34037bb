import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ChangeAction,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';
import { domainIn } from './acm.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/Route53/latest/APIReference/API_${operation}.html`;

/** A zone that no registrar leads to. One that is deleted within twelve hours costs nothing. Source: https://aws.amazon.com/route53/pricing/ */
async function zoneIn(story: Story) {
  const name = domainIn(story);
  const command = new CreateHostedZoneCommand({ Name: name, CallerReference: story.token() });
  const { HostedZone, DelegationSet } = await story.route53.send(command);
  return { name, id: `${HostedZone?.Id}`, nameServers: DelegationSet?.NameServers ?? [] };
}

const change = ({ route53 }: Story, HostedZoneId: string, Action: ChangeAction, set: ResourceRecordSet) =>
  route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId,
      ChangeBatch: { Changes: [{ Action, ResourceRecordSet: set }] },
    }),
  );

const address = (Name: string, Value = '192.0.2.1'): ResourceRecordSet => ({
  ...{ Name, Type: 'A', TTL: 60 },
  ResourceRecords: [{ Value }],
});

export const route53 = probesOf('route53', [
  {
    title: 'a new hosted zone has four name servers, a record of each of NS and SOA, and is found by its name',
    source: api('CreateHostedZone'),
    async run(story) {
      const { route53, check } = story;
      const { name, id, nameServers } = await zoneIn(story);
      check.equal('how many name servers it has', nameServers.length, 4);
      const { HostedZone, DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: id }));
      check.equal('its name', HostedZone?.Name, `${name}.`);
      check.equal('its name servers', DelegationSet?.NameServers?.toSorted(), nameServers.toSorted());
      const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: id }));
      check.equal('its records', ResourceRecordSets?.map(({ Type }) => Type).toSorted(), ['NS', 'SOA']);
      const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: name }));
      check.equal('the first zone of that name', HostedZones?.[0]?.Id, id);
    },
  },
  {
    title: 'a change is PENDING, and INSYNC once all name servers have it',
    source: api('GetChange'),
    seconds: 90,
    async run(story) {
      const { id, name } = await zoneIn(story);
      const { ChangeInfo } = await change(story, id, 'CREATE', address(`www.${name}`));
      const read = async () =>
        (await story.route53.send(new GetChangeCommand({ Id: ChangeInfo?.Id }))).ChangeInfo?.Status;
      await story.check.becomes('the change', read, { through: ['PENDING'], goal: 'INSYNC', seconds: 300 });
    },
  },
  {
    title: 'a record that is there is not created again, and none beside a CNAME: InvalidChangeBatch',
    source: 'https://github.com/ansible-collections/amazon.aws/issues/2694',
    async run(story) {
      const { id, name } = await zoneIn(story);
      const { check } = story;
      await change(story, id, 'CREATE', address(`www.${name}`));
      await check.refused('CREATE', change(story, id, 'CREATE', address(`www.${name}`, '192.0.2.2')), {
        ...{ code: 'InvalidChangeBatch', message: /already exists/ },
        means: ['create', 'taken'],
      });
      const alias = {
        Name: `www.${name}`,
        Type: 'CNAME' as const,
        TTL: 60,
        ResourceRecords: [{ Value: 'example.com' }],
      };
      await check.refused('CNAME', change(story, id, 'CREATE', alias), {
        ...{ code: 'InvalidChangeBatch', message: /conflict/i },
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a record is deleted only by whoever says what it says: InvalidChangeBatch',
    source: api('ChangeResourceRecordSets'),
    async run(story) {
      const { id, name } = await zoneIn(story);
      await change(story, id, 'CREATE', address(`www.${name}`));
      const code = 'InvalidChangeBatch';
      await story.check.refused('other values', change(story, id, 'DELETE', address(`www.${name}`, '192.0.2.2')), {
        ...{ code, message: /do not match the current values/ },
        means: ['delete', 'not-yet'],
      });
      await story.check.refused('another name', change(story, id, 'DELETE', address(`api.${name}`)), {
        ...{ code, message: /not found/ },
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a wildcard is listed as \\052, in lower case and with a dot at its end',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html',
    async run(story) {
      const { id, name } = await zoneIn(story);
      await change(story, id, 'CREATE', address(`*.API.${name}`));
      const { ResourceRecordSets = [] } = await story.route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: id, StartRecordName: `*.api.${name}`, MaxItems: 20 }),
      );
      story.check.equal('its name', ResourceRecordSets[0]?.Name, `\\052.api.${name}.`);
    },
  },
  {
    title:
      'a hosted zone with a record of its own is not deleted: HostedZoneNotEmpty; one that is not there: NoSuchHostedZone',
    source: api('DeleteHostedZone'),
    async run(story) {
      const { route53, check } = story;
      const { id, name } = await zoneIn(story);
      await change(story, id, 'CREATE', address(`www.${name}`));
      await check.refused('DeleteHostedZone', route53.send(new DeleteHostedZoneCommand({ Id: id })), {
        code: 'HostedZoneNotEmpty',
      });
      await check.refused('GetHostedZone', route53.send(new GetHostedZoneCommand({ Id: 'Z00000000000000000000' })), {
        ...{ code: 'NoSuchHostedZone', means: ['read', 'gone'] },
      });
    },
  },
]);
