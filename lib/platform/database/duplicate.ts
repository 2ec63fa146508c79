import "server-only";
import * as z from "zod";
import { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Runs a write; a breach of a unique rule becomes Invalid at that field, with words that say what is taken. */
export async function refuseDuplicate<T>(path: string, message: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicate(error)) throw new Invalid([{ path, message }]);
    throw error;
  }
}

// A statement written in SQL reports the same breach in another place.
const inStatement = z.object({
  driverAdapterError: z.object({ cause: z.object({ kind: z.literal("UniqueConstraintViolation") }) }),
});

function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || (error.code === "P2010" && inStatement.safeParse(error.meta).success);
}
