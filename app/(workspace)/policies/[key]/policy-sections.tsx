import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { labelIn } from "@/lib/domain/controls/library/schema";
import { relationships } from "@/lib/domain/frameworks/schema";
import type { getPolicy } from "@/lib/domain/policies/queries";
import { partsOf } from "@/lib/domain/policies/rules";

type Policy = Awaited<ReturnType<typeof getPolicy.execute>>;

/** A policy to be read: its text, and behind each rule the requirements it serves and the controls that carry it out. */
export function PolicySections({ policy }: { policy: Policy }) {
  return (
    <>
      <Section title="Purpose and scope">
        <div className="grid gap-2">
          <p>{policy.purpose}</p>
          <p>{policy.scope}</p>
        </div>
      </Section>
      <Section title="Roles">
        <Facts items={policy.roles.map(({ role, duty }) => ({ label: role, value: duty, wide: true }))} />
      </Section>
      <Section title="Principles">
        <ul className="grid list-disc gap-1 pl-5">
          {policy.principles.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
      {partsOf(policy).map(({ number, title, clauses }) => (
        <Section key={number} title={`${number}. ${title}`}>
          <ol className="grid gap-3">
            {clauses.map((clause) => (
              <li key={clause.number}>
                <p>
                  <span className="mr-2 font-medium tabular-nums">{clause.number}</span>
                  {clause.text}
                </p>
                <Behind clause={clause} policy={policy} />
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

interface BehindProps {
  clause: Policy["review"]["clauses"][number];
  policy: Pick<Policy, "names" | "paired">;
}

function Behind({ clause: { number, requirements, controls }, policy: { names, paired } }: BehindProps) {
  const own = paired[number] ?? [];
  return (
    <p className="mt-1 text-ink-faint text-xs">
      Serves{" "}
      {requirements
        .map(({ framework, ref }) => `${names[framework]} ${ref} (${names[`${framework}:${ref}`]})`)
        .join(", ")}
      .{" "}
      {own.length > 0
        ? `By the crosswalk it also touches ${own.map(({ framework, ref, relationship }) => `${names[framework]} ${ref} (${names[`${framework}:${ref}`]}, ${labelIn(relationships, relationship).toLowerCase()})`).join(", ")}. `
        : null}
      Carried out by{" "}
      {controls.map((key, i) => (
        <span key={key}>
          {i > 0 ? ", " : ""}
          <Link href={`/controls/library/${key}`} prefetch={false} className="text-accent underline">
            {names[key]}
          </Link>
        </span>
      ))}
      .
    </p>
  );
}
