import { randomUUID } from "node:crypto";
import { request } from "@/tests/support/door";

/** Lets writers who all saw the same version change one risk at once; returns the statuses and the final version. */
export async function race(
  token: string,
  unitId: string,
  writers: number,
): Promise<{ statuses: number[]; version: unknown }> {
  const made = await request("POST", "/risks", {
    token,
    body: { title: `Race ${randomUUID()}`, category: "security", unitId },
  });
  const path = `/risks/${made.body["id"]}`;
  const answers = await Promise.all(
    Array.from({ length: writers }, (_, i) =>
      request("PATCH", path, { token, body: { version: 1, cause: `Writer ${i}` } }),
    ),
  );
  const after = await request("GET", path, { token });
  return { statuses: answers.map(({ status }) => status), version: after.body["version"] };
}
