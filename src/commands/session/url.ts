/**
 * Why no endpoint can have this URL. The SDK would not send a user and a password, and both would be in the state and
 * in messages. What has an `@` is never repeated, whatever else is wrong with it.
 * @returns undefined where it can
 */
export function urlObjection(text: string): string | undefined {
  if (/@/.test(text)) return 'takes a URL without a user and a password: give credentials by --profile or AWS_PROFILE';
  return isUrl(text) ? undefined : `takes a URL like http://127.0.0.1:4566, not "${text}"`;
}

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
