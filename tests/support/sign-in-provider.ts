import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

/** What somebody's account at the provider says of them. */
interface AccountClaims {
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
  amr?: string[];
}

/** What happens to an ID token on its way: its claims, and the key that signs it. */
type Tamper = (claims: Record<string, unknown>) => {
  claims: Record<string, unknown>;
  key?: KeyObject;
};

/** A real OpenID provider on a local port. */
export interface TestProvider {
  issuer: string;
  /** The same place under another name. */
  byAddress: string;
  clientId: string;
  clientSecret: string;
  accounts: Map<string, AccountClaims>;
  /** Who signs in next at its page; null for somebody who turns back. */
  signsIn: string | null;
  tamper: Tamper | null;
  /** Tokens that it gave away while it was tampered with. */
  issued: string[];
  /** Requests it received, as method and path. */
  received: string[];
  stop(): Promise<void>;
}

const client = { clientId: "plumbline", clientSecret: "a-secret-of-the-tests/with+marks" };

/** Starts a provider whose accounts the test fills in; its page signs in `signsIn` without asking. */
export async function startProvider(callback: string): Promise<TestProvider> {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port, address, family } = server.address() as AddressInfo;
  const issuer = `http://localhost:${port}`;
  const byAddress = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  const test: TestProvider = {
    ...{
      issuer,
      byAddress,
      ...client,
      accounts: new Map(),
      signsIn: null,
      tamper: null,
      issued: [],
      received: [],
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(issuer, configuration(test, callback, key));
  const answer = provider.callback();
  handle = async (request, response) => {
    const path = request.url ?? "";
    test.received.push(`${request.method} ${path.split("?")[0]}`);
    if (path.startsWith("/interaction/")) {
      const result = test.signsIn
        ? { login: { accountId: test.signsIn, amr: test.accounts.get(test.signsIn)?.amr ?? ["pwd"] } }
        : { error: "access_denied", error_description: "The person turned back" };
      return provider.interactionFinished(request, response, result);
    }
    if (path === "/token" && test.tamper) tampering(response, test, test.tamper, key);
    return answer(request, response);
  };
  return test;
}

function configuration(test: TestProvider, callback: string, key: KeyObject): Configuration {
  const scopes = "openid email profile groups";
  return {
    clients: [
      {
        ...{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [callback] },
        post_logout_redirect_uris: [new URL("/sign-in", callback).href],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: "test", alg: "RS256", use: "sig" }] },
    features: { devInteractions: { enabled: false } },
    claims: {
      ...{ openid: ["sub", "amr"], email: ["email", "email_verified"] },
      ...{ profile: ["name"], groups: ["groups"] },
    },
    scopes: scopes.split(" "),
    pkce: { required: () => true },
    cookies: { keys: ["tests"] },
    conformIdTokenClaims: false,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...test.accounts.get(id) }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: client.clientId,
        accountId: oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope(scopes);
      await grant.save();
      return grant;
    },
  };
}

// The provider's own answer, with another ID token in it.
function tampering(
  response: ServerResponse,
  { issued }: TestProvider,
  tamper: Tamper,
  ownKey: KeyObject,
): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: Buffer | string) => {
    const answer = JSON.parse(String(body)) as Record<string, unknown>;
    const [, payload = ""] = String(answer["id_token"]).split(".");
    const said = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const { claims, key = ownKey } = tamper(said);
    const given = { ...answer, id_token: signed(claims, key) };
    issued.push(given.id_token, String(answer["access_token"]));
    const text = JSON.stringify(given);
    response.setHeader("content-length", Buffer.byteLength(text));
    return end(text);
  }) as typeof response.end;
}

function signed(claims: Record<string, unknown>, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", kid: "test" })}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}
