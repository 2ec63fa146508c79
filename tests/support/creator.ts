import { randomUUID } from "node:crypto";
import { request } from "@/tests/support/door";

// Run as a process of its own by kill.ts: creates risks until it is killed, and tells each id once it is acknowledged.

const [token = "", unitId = ""] = process.argv.slice(2);
for (;;) {
  const made = await request("POST", "/risks", {
    token,
    body: { title: `Risk ${randomUUID()}`, category: "security", unitId },
  });
  process.send?.(made.body["id"]);
}
