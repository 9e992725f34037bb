import type { HttpRequest, RequestSigner, RequestSigningArguments } from '@smithy/types';
import type { SignerConstructor } from '../aws/client.js';

/**
 * What a client of a sandbox in the same process may sign with: `signerConstructor` of its settings. The request says who
 * asks, when and for what, as a signed one does. The signature itself is left out. The sandbox has no secrets to check it
 * with, and it is 8 % of the CPU time of a call.
 */
export class Unsigned implements RequestSigner {
  readonly #of: Signing;

  /** Made by the SDK, for each request. */
  constructor(of: Signing) {
    this.#of = of;
  }

  async sign(request: HttpRequest, options: RequestSigningArguments = {}): Promise<HttpRequest> {
    const { signingDate = new Date(), signingRegion = this.#of.region, signingService = this.#of.service } = options;
    const [{ accessKeyId }, region] = await Promise.all([given(this.#of.credentials), given(signingRegion)]);
    const time = new Date(signingDate).toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = [accessKeyId, time.slice(0, 8), region, signingService, 'aws4_request'].join('/');
    Object.assign(request.headers, { 'x-amz-date': time, authorization: `AWS4-HMAC-SHA256 Credential=${scope}` });
    return request;
  }
}
type Signing = ConstructorParameters<SignerConstructor>[0];
const given = <T>(it: T | (() => Promise<T>)): T | Promise<T> => (it instanceof Function ? it() : it);
