import "server-only";
import * as z from "zod";
import type { Written } from "@/lib/domain/decisions/commands";
import { assertMay, authorOf } from "@/lib/domain/inventory/references";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { systemsMove, visibleTo } from "@/lib/domain/inventory/systems/access";
import { requestMove } from "@/lib/domain/inventory/systems/approvals/request";
import {
  systemAnswer,
  systemChange,
  writeSystem,
} from "@/lib/domain/inventory/systems/commands/write-system";
import { passGate } from "@/lib/domain/inventory/systems/gates/check";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { findSystem, readSystem } from "@/lib/domain/inventory/systems/queries";
import { moveRefusal } from "@/lib/domain/inventory/systems/rules";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Moves an AI system to another stage of its life; the move is a record of its own with its reason, what the gate of that
 * stage asked, what was found, and who waived what. Refused with a reason per condition when the gate does not let it pass.
 * Where the gate asks for a second person, the move is asked for instead: the answer names the request, and the system
 * stays where it is until somebody signs.
 */
export const moveSystem = command({
  name: "systems.move",
  summary: "Move an AI system to another stage",
  permission: systemsMove,
  input: z.strictObject({ ...moveFields, ...recordVersion }),
  output: inventoryRecord,
  run: async (context, { id, version, toStage, reason, waiver }) => {
    const system = await findSystem(context, id, visibleTo(context.actor));
    assertMay(context, system.unitId);
    await assertWon({ count: system.version === version ? 1 : 0 }, () => readSystem(context, id));
    const refusal = moveRefusal(system, toStage);
    if (refusal) throw new Invalid([{ path: "toStage", message: refusal }]);
    const found = await passGate(context, system, toStage, waiver);
    if (found.signers.length > 0) {
      const written = await requestMove(context, system, { toStage, reason }, found);
      return {
        result: { ...systemAnswer(system), waitsFor: found.signers },
        changes: written.map(asRequested),
      };
    }
    const { before, after } = await writeSystem(context, { id, version }, { stage: toStage });
    const { gateVersion, checks } = found;
    const { unitId, stage: fromStage } = before;
    const movedById = authorOf(context.actor);
    await context.tx.lifecycleMove.create({
      data: { systemId: id, unitId, fromStage, toStage, reason, movedById, gateVersion, checks },
    });
    return { result: systemAnswer(after), change: systemChange(before, after, { reason }) };
  },
});

// Nothing has moved yet; the audit trail says what was done.
function asRequested({ change }: Written) {
  return { ...change, action: "systems.requestMove" };
}
