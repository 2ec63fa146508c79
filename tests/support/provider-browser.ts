import { randomUUID } from "node:crypto";
import { GET } from "@/app/api/auth/[...nextauth]/route";
import { signInSteps } from "@/lib/domain/organization/sessions/steps";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { halfOpenKeyIn } from "@/lib/platform/auth/half-open-cookie";
import { handshakeCookie } from "@/lib/platform/auth/handshake-cookie";
import { sessionCookieOf } from "@/lib/platform/auth/next-auth";
import { PublicError } from "@/lib/platform/errors/public-error";

const origin = "http://localhost:3000";

/** What the product answered: where it sends the browser, or what it says. */
export interface Stop {
  status: number;
  location: string | null;
  body: Record<string, unknown>;
}

/** A browser that goes between the product's sign-in door and a provider, each with cookies of its own. */
export class ProviderBrowser {
  readonly own = new Map<string, string>();
  readonly #there = new Map<string, string>();

  /** Takes a step of a sign-in, as the product's door for them does. */
  async step(name: string, body: object = {}): Promise<Stop> {
    const headers = this.cookies;
    const who = {
      ...{ key: halfOpenKeyIn(headers), address: "10.8.0.1", userAgent: "test" },
      signedIn: () => authenticate(headers, randomUUID()),
    };
    try {
      const taken = await signInSteps[name]?.take(body, who);
      if (!taken) throw new Error(`There is no step ${name}.`);
      if (taken.session) this.#keepOwn(await sessionCookieOf(taken.session));
      if (taken.handshake) this.#keepOwn(handshakeCookie(taken.handshake, new Date()));
      return { status: 200, location: null, body: taken.answer as Record<string, unknown> };
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      return { status: error.status, location: null, body: { title: error.title, detail: error.message } };
    }
  }

  /** Goes through the provider's pages and returns the address at which it sends the browser back. */
  async atProvider(address: string): Promise<string> {
    let url = address;
    for (let hop = 0; hop < 10; hop += 1) {
      if (url.startsWith(`${origin}/`)) return url;
      const response = await fetch(url, { redirect: "manual", headers: { cookie: line(this.#there) } });
      keep(this.#there, response.headers);
      const next = response.headers.get("location");
      if (!next) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
      url = new URL(next, url).href;
    }
    throw new Error("The provider sends the browser in circles.");
  }

  /** Opens an address of the product's sign-in door, such as the one that the provider sent back to. */
  async open(address: string): Promise<Stop> {
    const url = new URL(address, origin);
    const params = Promise.resolve({ nextauth: url.pathname.replace("/api/auth/", "").split("/") });
    const response = await GET(new Request(url, { headers: this.cookies }), { params });
    keep(this.own, response.headers);
    return { status: response.status, location: response.headers.get("location"), body: {} };
  }

  /** Signs in at the provider from the first press to the last. */
  async signIn(name: "begin" | "link" = "begin"): Promise<Stop> {
    const { body } = await this.step(`single-sign-on/${name}`);
    return this.open(await this.atProvider(String(body["to"])));
  }

  /** The product's cookies that it holds, as a Cookie header. */
  get cookies(): Headers {
    return new Headers({ cookie: line(this.own) });
  }

  #keepOwn(cookie: string): void {
    keep(this.own, new Headers({ "set-cookie": cookie }));
  }
}

function line(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keep(jar: Map<string, string>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    const [pair = "", ...rules] = cookie.split("; ");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = value === "" || rules.some((rule) => /^max-age=0$/i.test(rule));
    if (gone) jar.delete(name);
    else jar.set(name, value);
  }
}
