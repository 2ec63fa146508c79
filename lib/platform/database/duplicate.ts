import "server-only";
import { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Runs a write; a breach of a unique rule becomes Invalid at that field, with words that say what is taken. */
export async function refuseDuplicate<T>(path: string, message: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new Invalid([{ path, message }]);
    throw error;
  }
}
