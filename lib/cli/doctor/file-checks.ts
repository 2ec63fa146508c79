import { connected } from "@/lib/cli/doctor/connect";
import type { Installation } from "@/lib/cli/installation";
import type { FilesExamined } from "@/lib/platform/storage/examine-files";

/** How many names of a kind are said. */
const most = 10;
const everyMilliseconds = 10_000;

/** Throws unless every file that a record names lies in storage as it was put; says how many, and what lies there besides. */
export async function checkFiles(
  { ownerUrl }: Pick<Installation, "ownerUrl">,
  quick: boolean,
): Promise<string> {
  const [{ examineFiles }, { storage }, { holdRemovals }, { sizeWords }] = await Promise.all([
    import("@/lib/platform/storage/examine-files"),
    import("@/lib/platform/storage/storage"),
    import("@/lib/platform/backup/hold-removals"),
    import("@/lib/platform/schema/size-words"),
  ]);
  const begun = Date.now();
  let said = begun;
  const told = (files: number, bytes: number) => {
    if (Date.now() - said < everyMilliseconds) return;
    said = Date.now();
    console.error(`Stored files: ${files} read, ${sizeWords(bytes)} …`);
  };
  return connected(ownerUrl, async (client) => {
    await holdRemovals(client);
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    const found = await examineFiles(client, { store: storage(), quick, told });
    const seconds = ((Date.now() - begun) / 1_000).toFixed(1);
    const how = quick ? "compared by size only" : `read in ${seconds} s, ${found.sealed} of them sealed`;
    const counted = `${found.files} files, ${sizeWords(found.bytes)}, ${how}`;
    const wrong = wrongWords(found);
    if (wrong.length > 0) throw new Error(`${wrong.join(" ")} (${counted}.)${strayWords(found.stray)}`);
    return `${counted}: each is as it was put.${strayWords(found.stray)}`;
  });
}

function wrongWords({ missing, altered, locked }: FilesExamined): string[] {
  const kinds: [string, readonly string[], string][] = [
    ["Missing", missing, "Take files/<name> out of a backup and put it back."],
    ["Altered", altered, "Take files/<name> out of a backup and put it in its place."],
    ["Sealed by an unknown key", locked, "Add the secret of that time to PLUMBLINE_PREVIOUS_SECRETS."],
  ];
  return kinds.flatMap(([words, names, remedy]) =>
    names.length === 0 ? [] : [`${words}: ${listed(names)}. ${remedy}`],
  );
}

function strayWords(stray: readonly string[]): string {
  if (stray.length === 0) return "";
  return ` Of no record, and older than an hour: ${listed(stray)}. They can be removed.`;
}

function listed(names: readonly string[]): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.length} (${names.slice(0, most).join(", ")}${more})`;
}
