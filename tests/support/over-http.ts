import { type Route, routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { bearer, cookieOf } from "@/tests/support/across-instances";
import { pagesOf } from "@/tests/support/pages";
import { rawRequest } from "@/tests/support/raw-request";
import { createWorld, tokenOf } from "@/tests/support/world";

// Every route and every page of a web server, asked by nobody, by a stranger and by the holder of a token about the records of
// one unit.

/** Who asks. */
export const callers = ["nobody", "stranger", "holder"] as const;
export type Caller = (typeof callers)[number];
type Headers = Readonly<Record<string, string>>;

/** What came back: the status, where it leads, and whether a record of the unit is shown in it. */
export interface Told {
  status: number;
  to: string;
  shows: boolean;
}

interface Asked {
  method: string;
  path: string;
  body?: Record<string, unknown>;
}

// The titles that specimens have; what else is called so is for everybody to read.
const title = /Specimen [0-9a-f]{8}-[0-9a-f]{4}/;
const openToAll = ["units", "people"];
const keysOfPages: Readonly<Record<string, string>> = {
  ...{ policies: "ai-llm-security-policy", "threat-rules": "STRAI-LLM-08", library: "data-vetting" },
  ...{ "risk-catalogue": "direct-prompt-injection", frameworks: "iso-42001" },
  questionnaires: "ai-risk-assessment",
};
const conceptsOfPages: Readonly<Record<string, string>> = {
  ...{ mappings: "crosswalk-sets", versions: "framework-versions", law: "laws" },
  "threat-rules": "threatRules",
};

/** A company with records in one unit, the same whichever server is asked about it. */
export class OverHttp {
  readonly #headers: Readonly<Record<Caller, Headers>>;
  readonly #idOf: (concept: string) => Promise<string>;

  private constructor(
    headers: Readonly<Record<Caller, Headers>>,
    idOf: (concept: string) => Promise<string>,
  ) {
    this.#headers = headers;
    this.#idOf = idOf;
  }

  static async build(): Promise<OverHttp> {
    storeSpecimenFile();
    const world = await createWorld();
    const holder = await withEveryRole(world.insurance);
    const keeper = { unitId: world.insurance, personId: holder.personId ?? "" };
    const made = new Map<string, Promise<string>>();
    const idOf = (concept: string): Promise<string> => {
      if (concept === "units") return Promise.resolve(world.insurance);
      const id = made.get(concept) ?? specimen(concept, keeper);
      made.set(concept, id);
      return id;
    };
    const origin = { origin: "http://localhost:3000" };
    return new OverHttp(
      {
        nobody: origin,
        stranger: await cookieOf(await withEveryRole(world.clinics)),
        holder: bearer(await tokenOf(holder, world.insurance)),
      },
      idOf,
    );
  }

  /** Returns every route of the registry as one caller asks it: a holder writes nothing, and is told so. */
  async routes(caller: Caller): Promise<Asked[]> {
    const routes = modules.flatMap(routesOf).filter(({ open }) => !open);
    return Promise.all(routes.map((route) => this.#asked(route, caller)));
  }

  async #asked({ method, path, operation }: Route, caller: Caller): Promise<Asked> {
    const input = await sampleInput(operation.input, conceptOf(operation), this.#idOf);
    const address = path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(input[name] ?? "x")),
    );
    const asked = { method: method.toUpperCase(), path: `/api/v1${address}` };
    if (method === "get") return asked;
    // Who may do it is told that there is no such field; a stranger may do what concerns their own account.
    return { ...asked, body: caller === "holder" || operation.permission.own ? { "": 1 } : input };
  }

  /** Returns every page, each about a record of the unit where it is about one. */
  async pages(): Promise<Asked[]> {
    const patterns = [...pagesOf("(workspace)"), ...pagesOf("(public)"), ...pagesOf("(outside)")];
    return Promise.all(
      patterns.map(async (pattern) => {
        const steps = pattern.split("/");
        const before = (name: string) => steps[steps.indexOf(name) - 1] ?? "";
        const key = keysOfPages[before("[key]")] ?? "x";
        const id = pattern.includes("[id]")
          ? await this.#idOf(conceptsOfPages[before("[id]")] ?? before("[id]"))
          : "";
        return {
          method: "GET",
          path: pattern.replace("[id]", id).replace("[key]", key).replace("[stage]", "1"),
        };
      }),
    );
  }

  /** Asks a server all of it as one caller, with these headers beside their own; returns what was told by method and path. */
  async askAll(
    url: string,
    caller: Caller,
    asked: readonly Asked[],
    headers: Headers = {},
  ): Promise<Map<string, Told>> {
    const told = new Map<string, Told>();
    const left = [...asked];
    const asker = async () => {
      for (let one = left.shift(); one; one = left.shift())
        told.set(`${one.method} ${one.path}`, await this.ask(url, caller, one, headers));
    };
    await Promise.all(Array.from({ length: 4 }, asker));
    return told;
  }

  /** Asks one thing exactly as it is written. */
  async ask(
    url: string,
    caller: Caller,
    { method, path, body }: Asked,
    headers: Headers = {},
  ): Promise<Told> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await rawRequest(
      url,
      method,
      path,
      {
        ...headers,
        ...this.#headers[caller],
        ...(text === undefined
          ? {}
          : { "content-type": "application/json", "content-length": `${Buffer.byteLength(text)}` }),
      },
      text,
    );
    const to = new URL(answer.headers.get("location") ?? url, url);
    const shows = !openToAll.some((name) => path.includes(`/${name}`)) && title.test(answer.body);
    return {
      status: answer.status,
      to: `${to.host === new URL(url).host ? "" : to.host}${to.pathname}`,
      shows,
    };
  }
}
