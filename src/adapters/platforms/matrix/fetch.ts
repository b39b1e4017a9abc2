import type { HttpFetch } from './http.ts';

/** The network as it is; whoever guards it hands in another. */
export const plainFetch: HttpFetch = (url, init) => fetch(url, init);
