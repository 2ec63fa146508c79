import { fork } from "node:child_process";
import path from "node:path";
import { asOwner } from "@/tests/support/test-database";

/**
 * Lets a process of its own create risks one after the other and kills it without warning so many milliseconds after the first;
 * returns the ids that it had been told were created.
 */
export function createUntilKilled(token: string, unitId: string, milliseconds: number): Promise<string[]> {
  const child = fork(path.resolve("tests/support/creator.ts"), [token, unitId], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const acknowledged: string[] = [];
  return new Promise((resolve, reject) => {
    child.on("message", (id) => {
      if (acknowledged.push(String(id)) === 1) setTimeout(() => child.kill("SIGKILL"), milliseconds);
    });
    child.on("exit", () => resolve(acknowledged));
    child.on("error", reject);
  });
}

/** Returns how many of these risks are missing, and how many risks exist without the entry of their creation. */
export function lostAndUnaudited(
  acknowledged: readonly string[],
): Promise<{ lost: number; unaudited: number }> {
  return asOwner(async (client) => {
    const { rows } = await client.query(
      `select (select count(*)::int from unnest($1::uuid[]) id where id not in (select id from risks)) as lost,
              (select count(*)::int from risks r where not exists
                (select 1 from audit_entries a where a."subjectId" = r.id and a.action = 'risks.create')) as unaudited`,
      [acknowledged],
    );
    return rows[0];
  });
}
