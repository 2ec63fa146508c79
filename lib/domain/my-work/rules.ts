import type { WorkItem } from "@/lib/domain/my-work/schema";
import { addDays } from "@/lib/platform/time/day";

/** How far ahead work is shown, in days. */
export const ahead = { reviews: 14, treatments: 14, acceptances: 30 };

/** A stretch of time with the work that falls into it. */
export interface WorkGroup {
  key: "overdue" | "decisions" | "week" | "later" | "undated";
  items: WorkItem[];
}

/** Returns work by date: what is late, what somebody waits for, what is due within a week, later, and at no date. */
export function groupsOf(items: readonly WorkItem[], today: string): WorkGroup[] {
  const week = addDays(today, 7);
  const groupOf = ({ kind, dueOn }: WorkItem): WorkGroup["key"] => {
    if (kind === "decision") return "decisions";
    if (dueOn === null) return "undated";
    if (dueOn < today) return "overdue";
    return dueOn <= week ? "week" : "later";
  };
  const byDate = [...items].sort(
    (a, b) => (a.dueOn ?? "").localeCompare(b.dueOn ?? "") || a.key.localeCompare(b.key),
  );
  return order
    .map((key) => ({ key, items: byDate.filter((item) => groupOf(item) === key) }))
    .filter((group) => group.items.length > 0);
}

const order = ["overdue", "decisions", "week", "later", "undated"] as const;
