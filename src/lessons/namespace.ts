import type { Chapter } from './lesson.js';

export const namespace: Chapter = {
  noun: 'namespace',
  is:
    'A namespace of Cloud Map is a domain such as `internal` or `http-api.local`, in which services have their ' +
    'names. This one is a private DNS namespace: behind it is a hosted zone of Route 53 that only one VPC can see. ' +
    "Tasks in the VPC ask its DNS for `web.internal`; API Gateway asks Cloud Map's own API and no DNS.",
  operations: {
    'servicediscovery:CreatePrivateDnsNamespace': {
      does:
        'Starts making a namespace and the hosted zone for it, and answers with the id of an operation. The ' +
        'namespace has no id that could be relied on until that operation has ended in `SUCCESS`.',
      parameters: {
        Name:
          'The domain; `<stack>.internal` unless the config has another. Seen in this VPC only, and fixed for life.',
        Vpc:
          'Whose resolver answers for the domain; fixed for life. Both DNS attributes of the VPC have to be on, or ' +
          'names in it do not resolve.',
        CreatorRequestId:
          'A random token, journaled before the call: the same request again gives the same operation. It is never ' +
          'used for a second namespace.',
        Tags: 'By these it is found again, as another VPC may have a namespace of the same name.',
      },
      behind:
        'Cloud Map asks Route 53 for the zone, on your behalf and with your permissions, and attaches it to the VPC; ' +
        "44 to 47 seconds in public logs. `provision` records the operation's id at once and follows it with " +
        "`GetOperation`; the namespace's own id takes its place when it is known.",
      undo: '`DeleteNamespace`, after the services in it and before the VPC.',
      cost: 'By the month as a hosted zone of Route 53, and by the DNS query.',
      mistakes: [
        'The VPC has a private zone of this name already, made in Route 53 for example: the call succeeds, and the ' +
          'operation ends in `FAIL` with `CANNOT_CREATE_HOSTED_ZONE` and `ConflictingDomainExists`.',
        'Names that overlap, `internal` and `shop.internal`, are allowed in one VPC, but the longer one wins: a ' +
          'service `shop` in `internal` no longer resolves there.',
        'No right to `route53:CreateHostedZone`: again the call succeeds and the operation fails, with ' +
          '`ACCESS_DENIED`.',
        'A name that is used on the internet, like `example.com`: inside of the VPC the private zone hides it, and ' +
          'what is not in it does not resolve.',
        'A name that ends in `.local` is reserved for multicast DNS: resolvers that keep to that, as on many ' +
          'desktops, never ask the DNS of the VPC for it. Those in containers as a rule do.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html',
    },
    'servicediscovery:GetOperation': {
      does:
        'Tells how far the making or deleting of a namespace is. `provision` looks within a second at first, later ' +
        'every 3 to 5, until it has ended.',
      parameters: {
        OperationId:
          'From the answer to the create or the delete; it is in the state, so a later run can go on watching.',
      },
      behind:
        '`SUBMITTED`, `PENDING`, then `SUCCESS`, with the namespace in `Targets`, or `FAIL` with a code and a ' +
        'message.',
      mistakes: [
        'Looking once, right after the call: `PENDING`, and no namespace yet. Scripts that go on then make services ' +
          'in a namespace that does not exist.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_GetOperation.html',
    },
    'servicediscovery:ListOperations': {
      does:
        'Looks for a deletion of this namespace that an interrupted run has begun, so that it can be watched to its ' +
        'end.',
      parameters: {
        Filters: 'This namespace, `DELETE_NAMESPACE`, and `SUBMITTED` or `PENDING`.',
      },
      behind: 'A second `DeleteNamespace` while one is underway would be refused with `DuplicateRequest`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_ListOperations.html',
    },
    'servicediscovery:ListNamespaces': {
      does: 'Lists private DNS namespaces with this name. After an interruption, the one with our tags is ours.',
      parameters: {
        Filters: '`TYPE` is `DNS_PRIVATE`, `NAME` is the domain: other VPCs may have one of the same name.',
        NextToken: 'Of the page before; all pages are read.',
      },
      behind: 'It does not show tags, so each namespace in it costs one `ListTagsForResource`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html',
    },
    'servicediscovery:GetNamespace': {
      does: 'Tells name and ARN of the namespace, for `status` and to see that it still is there.',
      behind: 'One that is gone, or not finished, is `NamespaceNotFound`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_GetNamespace.html',
    },
    'servicediscovery:DeleteNamespace': {
      does: 'Starts removing the namespace together with its hosted zone, and answers with an operation.',
      behind:
        "Some 25 to 45 seconds. The operation's id is recorded, and the namespace counts as gone when that has ended " +
        'in `SUCCESS`.',
      undo: 'Nothing; it is made anew, and all services and tasks have to be registered in it again.',
      mistakes: [
        'Services are still in it: `ResourceInUse`. They go first, and before them their tasks.',
        'Deleting the VPC first: the zone stays behind, attached to nothing, and is billed on.',
      ],
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html',
    },
    'servicediscovery:ListTagsForResource': {
      does:
        'Tells the tags of a namespace or a service of Cloud Map, which no other call shows. By them `provision` ' +
        'knows its own.',
      parameters: {
        ResourceARN: 'One at a time; every look at one of these nouns costs this call more.',
      },
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_ListTagsForResource.html',
    },
    'servicediscovery:TagResource': {
      does:
        'Adds tags to a namespace or a service of Cloud Map, or overwrites those with the same keys. Sent when the ' +
        'tags of the config change.',
      parameters: {
        ResourceARN: 'Put together by `provision` from region, account and id.',
        Tags: 'Only those that differ.',
      },
      undo: '`UntagResource`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_TagResource.html',
    },
    'servicediscovery:UntagResource': {
      does: 'Takes tags off a namespace or a service of Cloud Map by their keys.',
      parameters: {
        TagKeys: 'Keys alone, of tags that the config no longer has.',
      },
      undo: '`TagResource`.',
      link: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_UntagResource.html',
    },
  },
};
