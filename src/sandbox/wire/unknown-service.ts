import { awsJson } from './aws-json.js';
import { rpcCbor } from './cbor.js';
import { signingScope } from './credential-scope.js';
import { formOf } from './form.js';
import type { WireRequest } from './message.js';
import type { Protocol } from './protocol.js';
import { awsQuery, ec2Query } from './query.js';
import { restJson } from './rest-json.js';
import { restXmlRefusals } from './rest-xml.js';

/** What is known of a request to a service that the sandbox does not have. */
export interface UnknownService {
  /** As the request was signed for; `unknown` where it was not signed. */
  readonly service: string;
  /** Method and path where the request does not name its operation. */
  readonly operation: string;
  /** Encodes an error in the form that the client reads. */
  readonly protocol: Pick<Protocol, 'refuse'>;
}

/**
 * Recognises an AWS request by its protocol alone.
 * Source: https://smithy.io/2.0/aws/protocols/index.html
 * @returns undefined where it has nothing of a request to AWS
 */
export function unknownService(request: WireRequest): UnknownService | undefined {
  const { headers, method, path } = request;
  const service = signingScope(request)?.service ?? 'unknown';
  const target = headers['x-amz-target'];
  if (target !== undefined) return { service, operation: afterDot(target), protocol: jsonOf(headers['content-type']) };
  const rpc = /\/service\/\w+\/operation\/(\w+)$/.exec(path)?.[1];
  if (rpc !== undefined && headers['smithy-protocol'] === 'rpc-v2-cbor')
    return { service, operation: rpc, protocol: rpcCbor };
  const form = formOf(request);
  const [operation, version] = [form.get('Action'), form.get('Version')];
  if (operation !== null && version !== null) return { service, operation, protocol: queryOf(service, version) };
  if (service === 'unknown' && !isFromSdk(request)) return undefined;
  return {
    service,
    operation: `${method} ${path}`,
    protocol: isXml(service, request) ? restXmlRefusals(service) : restJson,
  };
}

const afterDot = (target: string): string => target.slice(target.lastIndexOf('.') + 1);

const jsonOf = (contentType = '') => awsJson(contentType.endsWith('1.0') ? '1.0' : '1.1');

/** EC2 alone has a protocol of its own. A namespace is made of the service's host and the version. */
const queryOf = (service: string, version: string) =>
  service === 'ec2' ? ec2Query('') : awsQuery(`http://${service}.amazonaws.com/doc/${version}/`);

/**
 * Some requests are not signed, as those that sign somebody in, and some bear a token. Every SDK numbers its attempts.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html; the header's name is believed
 */
const isFromSdk = ({ headers }: WireRequest): boolean =>
  headers['amz-sdk-invocation-id'] !== undefined || headers['amz-sdk-request'] !== undefined;

/** The services of REST and XML; a request without a body does not say that it is XML. */
const xmlServices: readonly string[] = ['s3', 's3express', 's3-outposts', 's3-object-lambda', 'cloudfront', 'route53'];
/** Buckets on Outposts are asked for in XML, and the Outposts themselves in JSON, both signed alike. */
const isXml = (service: string, { headers, path }: WireRequest): boolean =>
  (xmlServices.includes(service) && !path.startsWith('/S3Outposts/')) ||
  /^(application|text)\/xml/.test(headers['content-type'] ?? '');
