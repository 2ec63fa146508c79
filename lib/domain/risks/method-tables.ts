import "server-only";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { roles } from "@/lib/platform/access/role";
import type { MethodTable } from "@/lib/platform/register/register-report";

/** Returns the risk method as tables that stand beside exported risks, so that their scores can be read without the product. */
export function methodTables(method: RiskMethod, version: number): MethodTable[] {
  const steps = (title: string, scale: RiskMethod["likelihood"]): MethodTable => ({
    title,
    headings: ["Step", "Name", "Meaning"],
    rows: scale.map(({ label, meaning }, index) => [index + 1, label, meaning]),
  });
  return [
    {
      title: "Risk method",
      headings: ["What", "How"],
      rows: [
        ["Version", version === 0 ? "The initial method" : version],
        ["Score", "Likelihood × impact"],
        ["May accept above appetite", roleName(method.aboveAppetiteRole)],
      ],
    },
    steps("Likelihood", method.likelihood),
    steps("Impact", method.impact),
    {
      title: "Levels",
      headings: ["Level", "Scores", "Days between reviews"],
      rows: method.bands.map(({ level, label, from, to }) => [
        label,
        `${from} to ${to}`,
        method.reviewDays[level],
      ]),
    },
    {
      title: "Categories",
      headings: ["Category", "Appetite: highest score that may be accepted"],
      rows: method.categories.map(({ label, appetite }) => [label, appetite]),
    },
  ];
}

function roleName(role: string): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}
