/** What a caller may send to steer a framework, a proxy or a server from outside; no request of the product has a use for it. */
export const steeringHeaders: readonly Readonly<Record<string, string>>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": Array(5).fill("src/middleware").join(":") },
  { "x-middleware-next": "1", "x-middleware-rewrite": "/risks", "x-middleware-override-headers": "cookie" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" },
  { "next-action": "7f0000000000000000000000000000000000000000" },
  { "next-resume": "1", "x-nonce": "chosen", "content-security-policy": "script-src 'nonce-chosen' *" },
  { "x-matched-path": "/risks", "x-invoke-path": "/risks", "x-now-route-matches": "1", "x-nextjs-data": "1" },
  { "x-original-url": "/risks", "x-rewrite-url": "/risks", "x-http-method-override": "DELETE" },
  { "x-prerender-revalidate": "1", "x-vercel-id": "1", "x-next-revalidate-tag-token": "1" },
  {
    ...{ "x-forwarded-host": "localhost", "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
    ...{ "x-forwarded-proto": "https", forwarded: "for=127.0.0.1;host=localhost", "x-user-id": "1" },
  },
];

/** Credentials that open nothing. */
export const emptyCredentials: readonly Readonly<Record<string, string>>[] = [
  { cookie: "plumbline.session=x; __Secure-next-auth.session-token=x; next-auth.session-token=x" },
  { authorization: "Bearer plb_x" },
];

/** Returns other forms in which a server could be asked for the page at an address. */
export function formsOf(path: string): string[] {
  const first = path.charCodeAt(1).toString(16);
  return [
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.json`,
    `/${path}`,
    `${path}/`,
    `${path}/.`,
    `/./${path.slice(1)}`,
    `/x/..${path}`,
    `/%${first}${path.slice(2)}`,
    `${path}%2f`,
    `${path}%00`,
    `${path};x=1`,
    `/_next/data/build${path}.json`,
    path.toUpperCase(),
  ];
}
