import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { labelIn, mappingConfidences, mappingRelations } from "@/lib/domain/controls/library/schema";
import { controlStatuses, effects } from "@/lib/domain/controls/schema";

/** What a control is for, and what has to be done. */
export function TextSection({ control }: { control: { objective: string; statement: string } }) {
  return (
    <Section title="The control">
      <Facts
        items={[
          { label: "Objective", value: control.objective, wide: true },
          { label: "What has to be done", value: control.statement, wide: true },
        ]}
      />
    </Section>
  );
}

/** A list of sentences. */
export function WordsSection({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <Section title={title}>
      {items.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-5">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-soft text-sm">Not said yet.</p>
      )}
    </Section>
  );
}

interface RequirementsSectionProps {
  requirements: readonly {
    framework: string;
    frameworkName: string;
    ref: string;
    title: string;
    relation: string;
    confidence: string;
  }[];
}

/** What the control is to each requirement that it serves, and how sure we are. */
export function RequirementsSection({ requirements }: RequirementsSectionProps) {
  return (
    <Section
      title={`Requirements it serves: ${requirements.length}`}
      description="Our own reading of both texts. Only a control that does all that is asked can fulfil it by itself."
      flush
    >
      <SimpleTable
        label="Requirements"
        columns={[
          { key: "requirement", label: "Requirement" },
          { key: "framework", label: "Framework", width: "26%" },
          { key: "relation", label: "What the control does", width: "10rem" },
          { key: "confidence", label: "How sure", width: "7rem" },
        ]}
        rows={requirements.map(({ framework, frameworkName, ref, title, relation, confidence }) => ({
          key: `${framework} ${ref}`,
          cells: {
            requirement: (
              <Link
                href={`/frameworks/${framework}?q=${encodeURIComponent(ref)}`}
                prefetch={false}
                className="hover:underline"
              >
                <span className="text-ink-soft">{ref}</span> {title}
              </Link>
            ),
            framework: frameworkName,
            relation: labelIn(mappingRelations, relation),
            confidence: <OptionBadge options={mappingConfidences} value={confidence} />,
          },
        }))}
        empty="None."
      />
    </Section>
  );
}

/** The mitigations of the threat catalogue that the control carries out. */
export function MitigationsSection({
  mitigations,
}: {
  mitigations: readonly { id: string; title: string; description: string }[];
}) {
  if (mitigations.length === 0) return null;
  return (
    <Section title="Mitigations of threats that it carries out">
      <Facts
        items={mitigations.map(({ id, title, description }) => ({
          label: `${id} ${title}`,
          value: description,
          wide: true,
        }))}
      />
    </Section>
  );
}

interface CarriedOutSectionProps {
  controls: readonly {
    id: string;
    ref: string;
    unit: { name: string };
    system: { name: string } | null;
    status: string;
    operating: string | null;
  }[];
}

/** Where the control is carried out, and whether it works there. */
export function CarriedOutSection({ controls }: CarriedOutSectionProps) {
  return (
    <Section title={`Where it is carried out: ${controls.length}`} flush>
      <SimpleTable
        label="Controls adopted from it"
        columns={[
          { key: "where", label: "Holds for" },
          { key: "status", label: "Status", width: "9rem" },
          { key: "operating", label: "Operating", width: "10rem" },
        ]}
        rows={controls.map(({ id, ref, unit, system, status, operating }) => ({
          key: id,
          href: `/controls/${id}`,
          cells: {
            where: `${ref} ${system?.name ?? unit.name}`,
            status: <OptionBadge options={controlStatuses} value={status} />,
            operating: operating ? <OptionBadge options={effects} value={operating} /> : "Does not apply",
          },
        }))}
        empty="Nowhere yet."
      />
    </Section>
  );
}
