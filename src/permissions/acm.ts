import type * as Acm from '@aws-sdk/client-acm';
import {
  onAnyResource,
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type Rule,
  type Rules,
} from './required-permission.js';

interface OfCertificate {
  readonly CertificateArn?: string | undefined;
}

/** What AWS chooses comes last: `certificate/*`. */
const pattern = (arn: string): string => arn.replace(/:certificate\/.*$/, ':certificate/*');

const on: Rule<OfCertificate> = ({ operation, input, context }) =>
  texts(input.CertificateArn).map((arn) =>
    onResource(`acm:${operation}`, arn, resourceTags(context.tagsOf(arn)), pattern(arn)),
  );

/** The reference knows no resource for a request, but tags; these take the right to tag, too. */
const requests: Rule<Acm.RequestCertificateRequest> = ({ operation, input: { Tags = [] }, context }) => {
  const { partition, region, account } = context;
  const keys = requestTags(tagsFrom(Tags));
  const made = onAnyResource(`acm:${operation}`, keys);
  const tagging = onResource(
    'acm:AddTagsToCertificate',
    `arn:${partition}:acm:${region}:${account}:certificate/*`,
    keys,
  );
  return Tags.length > 0 ? [made, tagging] : [made];
};

const retags: Rule<Acm.AddTagsToCertificateRequest> = (call) =>
  on(call).map((it) => ({ ...it, keys: { ...it.keys, ...requestTags(tagsFrom(call.input.Tags)) } }));

/**
 * AWS Certificate Manager.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
 */
export const acm: Rules = {
  AddTagsToCertificate: retags,
  DeleteCertificate: on,
  DescribeCertificate: on,
  ListCertificates: readOnly('acm'),
  ListTagsForCertificate: on,
  RemoveTagsFromCertificate: retags,
  RequestCertificate: requests,
};
