import { beforeAll, describe, expect, test } from "vitest";
import { signIn } from "@/lib/domain/organization/sessions/by-password";
import type { Actor } from "@/lib/platform/access/actor";
import { hashPassword } from "@/lib/platform/auth/password";
import { RateLimited } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

const password = "a quiet lake at noon";

async function account(email: string): Promise<Actor> {
  const person = await personWith("reader", rootUnit, { email });
  const hash = await hashPassword(password);
  await asOwner((client) =>
    client.query(`insert into credentials ("personId", "passwordHash") values ($1, $2)`, [
      person.personId,
      hash,
    ]),
  );
  return person;
}

type Outcome = "in" | "wrong" | "wait";

async function attempt(email: string, address: string, typed = "wrong guess here"): Promise<Outcome> {
  try {
    return (await signIn({ email, password: typed, address, userAgent: "test" })) ? "in" : "wrong";
  } catch (error) {
    if (error instanceof RateLimited) return "wait";
    throw error;
  }
}

const counted = (outcomes: readonly Outcome[], kind: Outcome) =>
  outcomes.filter((outcome) => outcome === kind).length;
const spent = (counter: string, points: number) =>
  asOwner((client) =>
    client.query(`update limits.counters set points = $2 where key like 'sign-in ' || $1 || '%'`, [
      counter,
      points,
    ]),
  );
const forget = () => asOwner((client) => client.query(`delete from limits.counters`));

describe("guessing passwords", () => {
  beforeAll(() => account("owner@halderra.example"));

  test("a hundred guesses at once from one address are told apart from a handful", async () => {
    const started = performance.now();
    const outcomes = await Promise.all(
      [...Array(100)].map(() => attempt("owner@halderra.example", "10.1.0.1")),
    );
    // The waiting times double from a second on, so that a slow machine lets one more through each time they are over.
    const waits = Math.floor(Math.log2(1 + (performance.now() - started) / 1_000));
    expect(counted(outcomes, "wrong")).toBeLessThanOrEqual(6 + waits);
    expect(counted(outcomes, "wait")).toBeGreaterThanOrEqual(94 - waits);
  });

  test("every wrong password makes the next wait longer, and the right one ends the waiting", async () => {
    await forget();
    for (const _ of [1, 2, 3, 4, 5])
      expect(await attempt("owner@halderra.example", "10.1.0.2")).toBe("wrong");
    expect(await attempt("owner@halderra.example", "10.1.0.2")).toBe("wrong");
    // A slow machine must not sit the second out that it has to wait.
    await asOwner((client) =>
      client.query(`update limits.counters set expire = expire + 7000 where key like 'sign-in gate%'`),
    );
    const refusal = await signIn({
      email: "owner@halderra.example",
      password,
      address: "10.1.0.2",
      userAgent: "",
    }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RateLimited);
    expect((refusal as RateLimited).message).toMatch(/Try again in \d second/);
    await asOwner((client) => client.query(`delete from limits.counters where key like 'sign-in gate%'`));
    expect(await attempt("owner@halderra.example", "10.1.0.2", password)).toBe("in");
    expect(await attempt("owner@halderra.example", "10.1.0.2")).toBe("wrong");
  });

  test("an account takes at most a hundred guesses an hour from everywhere together, and its owner still gets in from where they were before", async () => {
    await forget();
    expect(await attempt("owner@halderra.example", "10.9.9.9", password)).toBe("in");
    expect(await attempt("owner@halderra.example", "10.2.0.0")).toBe("wrong");
    await spent("account", 50);
    const outcomes = await Promise.all(
      [...Array(60).keys()].map((i) => attempt("owner@halderra.example", `10.2.1.${i}`)),
    );
    expect(counted(outcomes, "wrong") + 50).toBeLessThanOrEqual(100);
    expect(counted(outcomes, "wait")).toBeGreaterThanOrEqual(10);
    expect(await attempt("owner@halderra.example", "10.9.9.9", password)).toBe("in");
  });

  test("one address cannot try one password on many accounts without end", async () => {
    await forget();
    expect(await attempt("somebody@halderra.example", "10.3.0.1")).toBe("wrong");
    await spent("address", 190);
    const outcomes = await Promise.all(
      [...Array(30).keys()].map((i) => attempt(`somebody${i}@halderra.example`, "10.3.0.1")),
    );
    expect(counted(outcomes, "wrong")).toBe(10);
  });
});

describe("an e-mail address without an account", () => {
  test("gets the same answer after the same time as one with an account", async () => {
    await forget();
    await account("known@halderra.example");
    const time = async (email: string, i: number) => {
      const began = performance.now();
      expect(await attempt(email, `10.4.0.${i}`)).toBe("wrong");
      return performance.now() - began;
    };
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (const i of Array(8).keys()) {
      times["known"]?.push(await time("known@halderra.example", i));
      times["unknown"]?.push(await time("unknown@halderra.example", i));
    }
    const median = (name: string) => times[name]?.sort((a, b) => a - b)[4] ?? 0;
    expect(Math.abs(median("known") - median("unknown"))).toBeLessThan(40);
  });
});

describe("the address of the caller", () => {
  test("is what the web server saw, whatever the caller claims", () => {
    // The web server appends the peer's address to what the caller sent (see instrumentation.ts).
    expect(callerAddress(new Headers({ "x-forwarded-for": "1.2.3.4, 5.6.7.8, 10.0.0.1" }))).toBe("10.0.0.1");
    expect(callerAddress(new Headers({ "x-forwarded-for": "10.0.0.1" }))).toBe("10.0.0.1");
    expect(callerAddress(new Headers())).toBe("unknown");
  });
});
