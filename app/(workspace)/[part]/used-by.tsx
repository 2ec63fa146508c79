import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import type { PartUser } from "@/lib/domain/inventory/parts/users";
import { stages } from "@/lib/domain/inventory/systems/options/schema";

interface UsedByProps {
  noun: string;
  systems: readonly PartUser[];
  /** Systems that use it and that the reader may not see. */
  elsewhere: number;
  asOf?: string | undefined;
}

/** The AI systems that use a part, as far as the reader sees them, and how many others there are. */
export function UsedBy({ noun, systems, elsewhere, asOf }: UsedByProps) {
  const others = `${elsewhere} ${elsewhere === 1 ? "system" : "systems"} outside your units`;
  return (
    <Section title={`Used by ${systems.length + elsewhere}`} id="systems" flush>
      <SimpleTable
        label={`AI systems that use this ${noun}`}
        columns={[
          { key: "name", label: "AI system" },
          { key: "how", label: "How", width: "16rem" },
          { key: "unit", label: "Business unit", width: "14rem" },
          { key: "stage", label: "Stage", width: "9rem" },
        ]}
        rows={systems.map(({ id, name, stage, unit, via }) => ({
          key: id,
          href: onDay(`/systems/${id}`, asOf),
          cells: {
            name,
            how: via.length === 0 ? "Directly" : `Through ${via.map((part) => part.name).join(", ")}`,
            unit: unit.name,
            stage: <OptionBadge options={stages} value={stage} />,
          },
        }))}
        empty={
          elsewhere > 0
            ? `Used by ${others}.`
            : `No AI system uses this ${noun}. Link it on the form of a system or of another part.`
        }
      />
      {systems.length > 0 && elsewhere > 0 ? (
        <p className="px-4 py-2 text-ink-soft text-sm">and {others}.</p>
      ) : null}
    </Section>
  );
}
