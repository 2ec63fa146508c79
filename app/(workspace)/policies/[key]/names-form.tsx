import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { PlaceholderKey, PolicyTemplate, PolicyValues } from "@/lib/domain/policies/schema";

const days: ReadonlySet<PlaceholderKey> = new Set(["effective_date", "next_review_date"]);

/** What the organisation puts into a policy; works without scripts. */
export function NamesForm({
  policy,
}: {
  policy: Pick<PolicyTemplate, "placeholders"> & { values: PolicyValues };
}) {
  return (
    <Section
      title="Names and days"
      description="Proposed from the organisation and its programme roles. They stay in the address: keep it to come back to them."
    >
      <form method="get" aria-label="Names and days" className="grid gap-3">
        {policy.placeholders.map(({ key, label, help }) => (
          <div key={key} className="grid gap-1">
            <label htmlFor={key} className="font-medium text-sm">
              {label}
            </label>
            <Input
              id={key}
              name={key}
              type={days.has(key) ? "date" : "text"}
              maxLength={200}
              defaultValue={policy.values[key] ?? ""}
              aria-describedby={`${key}-help`}
            />
            <p id={`${key}-help`} className="text-ink-faint text-xs">
              {help}
            </p>
          </div>
        ))}
        <div>
          <Button type="submit">Fill in</Button>
        </div>
      </form>
    </Section>
  );
}
