import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";

interface BomsSectionProps {
  systemId: string;
  boms: readonly {
    id: string;
    fileName: string;
    specVersion: string;
    bomVersion: number;
    state: string;
    open: number;
    createdAt: string;
  }[];
  canCompare: boolean;
}

/** The bills of materials that came in for a system, and the one that the register writes. */
export function BomsSection({ systemId, boms, canCompare }: BomsSectionProps) {
  return (
    <Section
      title="Bills of materials"
      id="boms"
      flush
      actions={
        <>
          <a
            href={`/api/v1/systems/${systemId}/bom`}
            download
            className="text-accent text-sm underline underline-offset-2"
          >
            Save as CycloneDX
          </a>
          {canCompare ? (
            <ButtonLink href={`/systems/${systemId}/compare`} size="sm">
              Compare with a bill of materials
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <SimpleTable
        label="Bills of materials that came in"
        columns={[
          { key: "file", label: "File" },
          { key: "version", label: "CycloneDX", width: "7rem" },
          { key: "received", label: "Received", width: "9rem" },
          { key: "state", label: "Differences", width: "9rem" },
        ]}
        rows={boms.map((bom) => ({
          key: bom.id,
          href: `/boms/${bom.id}`,
          cells: {
            file: `${bom.fileName}, version ${bom.bomVersion}`,
            version: bom.specVersion,
            received: <DateText value={bom.createdAt} />,
            state: <Badge tone={bom.open > 0 ? "warn" : "good"}>{stateInWords(bom)}</Badge>,
          },
        }))}
        empty="None came in yet. Compare one to see where it and the register differ."
      />
    </Section>
  );
}

function stateInWords({ state, open }: { state: string; open: number }): string {
  if (open > 0) return `${open} open`;
  return state === "unchanged" ? "No drift" : "Reconciled";
}
