import "server-only";
import { RateLimiterRes } from "rate-limiter-flexible";
import { counter } from "@/lib/platform/database/counter";
import { RateLimited } from "@/lib/platform/errors/public-error";

/**
 * In so many shares a minute's allowance is taken from the database. What another instance holds and does not use is at most
 * one share, so four of them admit 97 of 100 requests at the least, and never more than 100.
 */
const shares = 100;
const minute = 60;

/** Principals remembered before those whose minute is over are forgotten. */
const mostKept = 1_000;

/** What this process may still admit of one principal without asking the database. */
interface Share {
  left: number;
  /** When the minute is over, in milliseconds since 1970. */
  until: number;
  refused: boolean;
}

/** Counts the requests of each principal within a minute, over all instances together. */
export class RequestLimit {
  readonly #perMinute: number;
  readonly #share: number;
  readonly #held = new Map<string, Share>();
  readonly #asking = new Map<string, Promise<Share>>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#share = Math.max(1, Math.floor(perMinute / shares));
  }

  /** Counts one request; throws RateLimited with the seconds until the next minute begins. */
  async admit(principal: string): Promise<void> {
    for (;;) {
      const held = this.#held.get(principal);
      if (held && held.until > Date.now()) {
        if (held.left > 0) {
          held.left -= 1;
          return;
        }
        if (held.refused) throw new RateLimited(Math.ceil((held.until - Date.now()) / 1_000));
      }
      await this.#take(principal);
    }
  }

  // Of requests at the same moment one asks, and all of them share what it gets.
  #take(principal: string): Promise<Share> {
    const asked = this.#asking.get(principal);
    if (asked) return asked;
    const asking = this.#ask(principal).finally(() => this.#asking.delete(principal));
    this.#asking.set(principal, asking);
    return asking;
  }

  async #ask(principal: string): Promise<Share> {
    const share = await counter("requests", this.#perMinute, minute)
      .consume(principal, this.#share)
      .then(({ msBeforeNext }) => ({ left: this.#share, until: Date.now() + msBeforeNext, refused: false }))
      .catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { left: 0, until: Date.now() + refusal.msBeforeNext, refused: true };
      });
    if (this.#held.size >= mostKept) this.#forget();
    this.#held.set(principal, share);
    return share;
  }

  #forget(): void {
    const now = Date.now();
    for (const [principal, { until }] of this.#held) if (until <= now) this.#held.delete(principal);
  }
}
