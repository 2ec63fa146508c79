import "server-only";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { decisionStates } from "@/lib/domain/decisions/schema";
import type { Actor } from "@/lib/platform/access/actor";
import type { CellWords } from "@/lib/platform/register/cell-words";

import { type Block, badge } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns the decisions on a record as blocks: who asked for what, who signed, why, until when, and on which digest. */
export async function decisionBlocks(
  actor: Actor,
  id: string,
  words: CellWords,
  { title, empty }: { title: string; empty: string },
): Promise<Block[]> {
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 200 });
  const blocks: Block[] = [{ kind: "heading", level: 1, text: title }];
  if (rows.length === 0) return [...blocks, { kind: "paragraph", style: "muted", text: empty }];
  for (const row of rows) {
    const state = decisionStates.find(({ value }) => value === row["state"]);
    blocks.push({
      kind: "facts",
      items: [
        { label: "Asked for", value: textIn(row["asks"]) },
        { label: "State", value: state ? badge(state.label, state.tone) : String(row["state"]) },
        {
          label: "Asked by",
          value: `${nameIn(row["requestedBy"])}, ${shortInstant(String(row["requestedAt"]), words.timeZone)}`,
        },
        { label: "Reason", value: textIn(row["reason"]) },
        { label: "Conditions", value: textIn(row["conditions"]) },
        { label: "Until", value: typeof row["until"] === "string" ? formatDay(row["until"]) : null },
        {
          label: "Signed by",
          value: row["signer"]
            ? `${nameIn(row["signer"])}, ${shortInstant(String(row["signedAt"]), words.timeZone)}`
            : null,
        },
        { label: "Signer's reason", value: textIn(row["signerReason"]) },
        { label: "Closed because", value: textIn(row["closedReason"]) },
        { label: "Digest of what was seen (SHA-256)", value: textIn(row["digest"]) },
      ].filter(({ label, value }) => value !== null || label === "Signed by"),
    });
  }
  return blocks;
}

function nameIn(value: unknown): string {
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : "somebody";
}
function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
