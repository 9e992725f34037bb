import type { Chapter } from './lesson.js';

export const cloudMapService: Chapter = {
  noun: 'cloud-map-service',
  is:
    'A service of Cloud Map is a name in a namespace and the list of the tasks behind it: a phone book entry. ECS ' +
    'writes in it: each task that starts is registered as an instance, and taken out before it stops. Readers are ' +
    "other tasks, by DNS, and API Gateway, by Cloud Map's API. It has nothing but its name in common with a service " +
    'of ECS.',
  operations: {
    'servicediscovery:CreateService': {
      does:
        'Adds a name such as `web.internal`, and decides what is told about the tasks behind it: address and port ' +
        '(SRV) or the address alone (A). The list is empty until ECS registers tasks.',
      parameters: {
        Name:
          "The service's name in front of the domain: `random-quote` in `local` is `random-quote.local`. Once in a " +
          'namespace.',
        NamespaceId: 'The namespace, whose operation has to have ended: before that it is `NamespaceNotFound`.',
        DnsConfig:
          'One record type, SRV where API Gateway is the reader and A where other tasks are, and the seconds that ' +
          'resolvers may keep an answer (60 unless told). `MULTIVALUE` answers with up to eight tasks at once; the ' +
          'type is fixed for life.',
        HealthCheckCustomConfig:
          'An empty object where the config has `customHealth`: ECS then reports each task as healthy or not, and ' +
          'only healthy ones are told. Without it all that are registered count as healthy, and it can be neither ' +
          'added nor removed later.',
        CreatorRequestId: 'A random token, journaled before the call; the same request again gives the same service.',
        Tags: 'Which stack and step it belongs to; a service of that name with other tags is not touched.',
      },
      behind:
        "It answers at once, without an operation. Later, an A record makes `web.internal` resolve to the tasks' " +
        'addresses, and every HTTP client can use it, if it knows the port. An SRV record says priority, weight, ' +
        "port and a name of each task's own, as in `1 1 80 <task>.web.internal`, which then resolves to its address; " +
        'browsers, `curl` and most libraries never ask for SRV. API Gateway does not ask the DNS at all: it takes ' +
        'address and port from `DiscoverInstances`, and ECS writes the port there only if the records are SRV.',
      undo: '`DeleteService`, when no task is registered any more.',
      cost:
        "By the lookup through Cloud Map's API; DNS queries are billed with the namespace's zone. What somebody " +
        'else registers is billed by the month as well, tasks that ECS registers are not.',
      mistakes: [
        'Making it and naming it nowhere: a service of ECS without `serviceRegistries` runs well and registers ' +
          'nothing. The list stays empty, and no caller finds a task.',
        'A records behind API Gateway: nothing complains. Each request ends as 503, while the tasks are healthy and ' +
          'see none of it.',
        'SRV for a caller that does `http://web.internal`: the name has no A record, and the caller says "could not ' +
          'resolve host" although the task is registered.',
        "A port in the ECS service's registry with A records, or none with SRV: ECS refuses to create the service " +
          'with `InvalidParameterException`.',
        'A high TTL: after a deployment callers use addresses of tasks that are gone, for as long as the TTL says. 0 ' +
          'avoids that, and every connection then costs a query.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html',
    },
    'servicediscovery:ListServices': {
      does: 'Lists the services of the namespace. After an interruption, the one with this name and our tags is ours.',
      parameters: {
        Filters: '`NAMESPACE_ID`; there is no filter by name.',
        NextToken: 'Of the page before; all pages are read.',
      },
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_ListServices.html',
    },
    'servicediscovery:GetService': {
      does:
        'Tells name, records and ARN of a service, to compare them with the config. The ARN is what ECS and API ' +
        'Gateway know it by.',
      behind: 'One that is gone is `ServiceNotFound`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_GetService.html',
    },
    'servicediscovery:UpdateService': {
      does: 'Changes the TTL. Name, record type and health check are fixed for life.',
      parameters: {
        Service:
          'All records, although only the TTL of one differs: a record that is left out is deleted, and the name no ' +
          'longer resolves.',
      },
      behind:
        'An operation, of some seconds, that changes the records of all registered tasks. Resolvers keep what they ' +
        'have until the old TTL is over.',
      undo: 'The same call with the former TTL.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateService.html',
    },
    'servicediscovery:ListInstances': {
      does:
        'Lists the tasks that are registered, right before the service is deleted. Normally there are none: ECS has ' +
        'taken them out.',
      parameters: {
        NextToken: 'Of the page before; all pages are read.',
      },
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_ListInstances.html',
    },
    'servicediscovery:DeregisterInstance': {
      does:
        'Takes an entry out that ECS has left behind. It would keep the service from being deleted for ever, as ' +
        'nobody else looks after it.',
      parameters: {
        InstanceId: "For tasks of ECS, the task's id.",
      },
      behind:
        'An operation that ends some seconds later; until then `DeleteService` is refused, and `provision` tries ' +
        'again.',
      undo: 'Nothing is to be undone; a task that runs is registered by ECS.',
      mistakes: [
        'Doing this to a task that still runs: it goes on working, and no new caller finds it.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DeregisterInstance.html',
    },
    'servicediscovery:DeleteService': {
      does: 'Removes the name and its empty list.',
      behind: 'It answers at once. In `down` it comes after the service of ECS, and before the namespace.',
      undo: 'Nothing; it is made anew, and the service of ECS has to be pointed to it.',
      mistakes: [
        'Tasks are still registered: `ResourceInUse`, "Service contains registered instances". ECS takes up to a ' +
          'minute after the last task to say so everywhere.',
        'Making it again under a service of ECS that still runs: the running tasks do not register anew. They are ' +
          'found when they have been replaced.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteService.html',
    },
  },
};
