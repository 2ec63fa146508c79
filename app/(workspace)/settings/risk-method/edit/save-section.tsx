import { useId } from "react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { type Problems, ProblemText } from "./problem-text";

type Role = RiskMethod["aboveAppetiteRole"];

const acceptors: readonly { value: Role; label: string }[] = [
  { value: "executive", label: "Executive" },
  { value: "lead", label: "AI security lead" },
  { value: "compliance", label: "Compliance" },
];

/** Which role alone may accept a risk above appetite. */
export function AcceptorSection({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const id = useId();
  return (
    <Section title="Acceptance above appetite">
      <label htmlFor={id} className="text-sm">
        Only this role may sign
      </label>
      <Select
        id={id}
        className="mt-1"
        value={role}
        onChange={({ target }) =>
          onChange(acceptors.find(({ value }) => value === target.value)?.value ?? role)
        }
      >
        {acceptors.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Section>
  );
}

interface SaveSectionProps {
  reason: string;
  problems: Problems;
  pending: boolean;
  onReason: (reason: string) => void;
}

/** Why the method changes, and the button that keeps it as a new version. */
export function SaveSection({ reason, problems, pending, onReason }: SaveSectionProps) {
  const id = useId();
  return (
    <Section title="Save as a new version">
      <label htmlFor={id} className="text-sm">
        Reason
      </label>
      <Textarea
        id={id}
        className="mt-1"
        value={reason}
        maxLength={2000}
        aria-invalid={problems["reason"] ? true : undefined}
        onChange={({ target }) => onReason(target.value)}
      />
      <ProblemText words={problems["reason"] ?? problems[""]} />
      <div className="mt-3 flex gap-2">
        <Button type="submit" tone="primary" pending={pending}>
          Save method
        </Button>
        <ButtonLink href="/settings/risk-method">Cancel</ButtonLink>
      </div>
    </Section>
  );
}
