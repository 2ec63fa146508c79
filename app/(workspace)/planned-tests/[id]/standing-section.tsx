import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { ShownPlanned } from "./read-planned";

/** How a planned test stands and why, the run behind it, and the controls that it is evidence for. */
export function StandingSection({ test }: { test: ShownPlanned }) {
  const { stateReason, run, testedOn, controls } = test;
  return (
    <Section title="How it stands">
      <Facts
        items={[
          { label: "Why", value: stateReason, wide: true },
          {
            label: "Run behind it",
            value: run ? (
              <Link href={`/test-runs/${run.id}`} prefetch={false} className="hover:underline">
                {run.ref} {run.tool}
              </Link>
            ) : null,
            empty: "None",
          },
          { label: "Last run", value: testedOn ? <DateText value={testedOn} /> : null, empty: "Never" },
          {
            label: "Evidence for",
            value: controls.length > 0 ? <ControlLinks controls={controls} /> : null,
            empty: "No control",
            wide: true,
          },
        ]}
        columns={2}
      />
    </Section>
  );
}

function ControlLinks({ controls }: Pick<ShownPlanned, "controls">) {
  return (
    <ul className="grid gap-1">
      {controls.map(({ id, name }) => (
        <li key={id}>
          <Link href={`/controls/${id}#tests`} prefetch={false} className="hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
