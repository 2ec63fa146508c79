import "server-only";
import { isSelected } from "@/lib/domain/test-runs/gate/gate-rules";
import type { ControlCheck } from "@/lib/platform/database/generated/client";

type Named = Pick<ControlCheck, "tool" | "check" | "threatClass">;

/** Whether a check of a tool is one of those that these links name. */
export function tests(
  links: readonly Named[],
  tool: string,
  one: { check: string; threatClass: string | null },
): boolean {
  return links.some((link) =>
    isSelected(
      {
        tool: link.tool ?? undefined,
        check: link.check ?? undefined,
        class: link.threatClass ?? undefined,
      },
      tool,
      one,
    ),
  );
}
