/**
 * Which versions of TLS and which ciphers an HTTPS listener takes: TLS 1.3 and 1.2, key exchanges that keep what was recorded
 * today secret tomorrow, also from quantum computers where the client can do that. AWS recommends it, and its console takes
 * it by default; without one, the API takes `ELBSecurityPolicy-2016-08`, which still has TLS 1.0.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
