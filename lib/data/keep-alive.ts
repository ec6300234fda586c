/**
 * How long a server keeps an idle connection: longer than common proxies do, which otherwise send a request into one that it
 * is closing. The servers' own five seconds are shorter.
 */
export const KEEP_ALIVE_SECONDS = '65';
