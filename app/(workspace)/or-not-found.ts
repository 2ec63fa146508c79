import "server-only";
import { notFound } from "next/navigation";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";

/** Returns what a page asked for; what is absent, out of reach, or no address at all becomes the not-found page. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof Invalid) notFound();
    throw error;
  }
}
