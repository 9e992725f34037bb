import type { Cors as LiveCors } from '@aws-sdk/client-apigatewayv2';

/** Which pages of other origins may call the API, as a config says it. */
export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds that a browser may keep the answer. */
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

/** As GetApi gives it, in the same spelling and order as it is wanted in. */
export const liveCors = (cors: LiveCors): CorsWant =>
  wantedCors({
    allowOrigins: cors.AllowOrigins ?? [],
    allowMethods: cors.AllowMethods ?? [],
    allowHeaders: cors.AllowHeaders ?? [],
    allowCredentials: cors.AllowCredentials ?? false,
    maxAge: cors.MaxAge ?? 0,
  });

/** As CreateApi and UpdateApi take it, which is as a whole: a list that is empty is left out. */
export const corsInput = ({ AllowHeaders, ...cors }: CorsWant) => ({
  ...cors,
  ...(AllowHeaders.length > 0 && { AllowHeaders }),
});

/** API Gateway gives names of headers back in lower case; this is how they are usually written. */
const headerName = (name: string) => name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
