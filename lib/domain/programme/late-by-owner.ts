import "server-only";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import type { Figure } from "@/lib/domain/programme/schema";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { overdueWhere } from "@/lib/domain/risks/queries/filters";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { visibleTo as visibleTasks } from "@/lib/domain/tasks/access";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

/** What one person is late with; without a person, what is late and nobody owns. */
export interface LateOwner {
  id: string | null;
  name: string;
  late: number;
  tasks: Figure;
  risks: Figure;
  systems: Figure;
}

const shown = 50;

/** Returns who is late with what, the most first and at most 50 people: open tasks, treatments and reviews of risks, reviews of systems past their day. */
export async function lateByOwner(
  context: Context,
  { today }: Ground,
): Promise<{ rows: LateOwner[]; of: number }> {
  const { tx, actor, now } = context;
  const before = storedDay(today) ?? now;
  const until = `dueOn=..${addDays(today, -1)}`;
  const { treatment, review } = overdueWhere(today);
  const tasks = await tx.task.groupBy({
    by: ["assigneeId"],
    where: { AND: [visibleTasks(context), { doneAt: null, dueOn: { lt: before } }] },
    _count: { _all: true },
  });
  const risks = await tx.risk.groupBy({
    by: ["ownerId"],
    where: { AND: [visibleRisks(context), { OR: [treatment, review] }] },
    _count: { _all: true },
  });
  const systems = await tx.system.groupBy({
    by: ["ownerId"],
    where: { AND: [visibleSystems(actor), { stage: { not: "retired" }, nextReviewOn: { lt: before } }] },
    _count: { _all: true },
  });
  const tasksOf = new Map(tasks.map((one) => [one.assigneeId, one._count._all]));
  const risksOf = new Map(risks.map((one) => [one.ownerId, one._count._all]));
  const systemsOf = new Map(systems.map((one) => [one.ownerId, one._count._all]));
  const ids = [...new Set([...tasksOf.keys(), ...risksOf.keys(), ...systemsOf.keys()])];
  const people = await tx.person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const rows = ids.map((id): LateOwner => {
    const [first, second, third] = [tasksOf.get(id) ?? 0, risksOf.get(id) ?? 0, systemsOf.get(id) ?? 0];
    const late = first + second + third;
    const who = id ?? "none";
    const figure = (key: string, label: string, count: number, href: string): Figure => ({
      key,
      label,
      count,
      of: late,
      href,
    });
    return {
      id,
      name: id === null ? "Nobody" : (names.get(id) ?? "Somebody of another business unit"),
      late,
      tasks: figure("tasks", "Tasks", first, `/tasks?state=open&assignee=${who}&${until}`),
      risks: figure("risks", "Risks", second, `/risks?overdue=treatment,review&owner=${who}`),
      systems: figure("systems", "AI systems", third, `/systems?overdue=review&owner=${who}`),
    };
  });
  return { rows: rows.toSorted((a, b) => b.late - a.late).slice(0, shown), of: rows.length };
}
