import type { Protocol } from './protocol.js';

/**
 * Encodes errors in the protocol RPC v2 CBOR. The rest of the protocol is missing, because the sandbox has no such
 * service.
 * Sources: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html, RFC 8949
 */
export const rpcCbor: Pick<Protocol, 'refuse'> = {
  refuse: ({ code, message, status }, requestId) => ({
    status: status ?? 500,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId },
    body: textMap({ __type: code, message }),
  }),
};

const [texts, map] = [3, 5];

/** A map of fewer than 24 texts. */
function textMap(members: { readonly [name: string]: string }): Uint8Array {
  const parts = Object.entries(members).flat().map(text);
  return Buffer.concat([Buffer.from([(map << 5) | (parts.length / 2)]), ...parts]);
}

/** The length goes in two bytes, however short the text is. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const head = Buffer.from([(texts << 5) | 25, 0, 0]);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
