import type { Cors as LiveCors } from '@aws-sdk/client-apigatewayv2';

/** The CORS settings of a config: which pages of other origins may call the API. */
export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds for which a browser may cache the answer. */
  readonly maxAge: number;
}

export interface CorsWant {
  readonly AllowOrigins: string[];
  readonly AllowMethods: string[];
  readonly AllowHeaders: string[];
  readonly AllowCredentials: boolean;
  readonly MaxAge: number;
}

export const wantedCors = (cors: Cors): CorsWant => ({
  AllowOrigins: cors.allowOrigins.toSorted(),
  AllowMethods: cors.allowMethods.map((method) => method.toUpperCase()).sort(),
  AllowHeaders: cors.allowHeaders.map(headerName).sort(),
  AllowCredentials: cors.allowCredentials,
  MaxAge: cors.maxAge,
});

/** The CORS settings that GetApi shows, in the spelling and order of the want. */
export const liveCors = (cors: LiveCors): CorsWant =>
  wantedCors({
    allowOrigins: cors.AllowOrigins ?? [],
    allowMethods: cors.AllowMethods ?? [],
    allowHeaders: cors.AllowHeaders ?? [],
    allowCredentials: cors.AllowCredentials ?? false,
    maxAge: cors.MaxAge ?? 0,
  });

/** The whole CORS configuration as CreateApi and UpdateApi take it, without empty lists. */
export const corsInput = ({ AllowHeaders, ...cors }: CorsWant) => ({
  ...cors,
  ...(AllowHeaders.length > 0 && { AllowHeaders }),
});

/** A header name in its usual spelling, because API Gateway answers with lower case. */
const headerName = (name: string) => name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
