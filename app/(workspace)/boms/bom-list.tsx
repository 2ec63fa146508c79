import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";

/** A bill of materials that came in, as lists show it. */
export interface ListedBom {
  id: string;
  fileName: string;
  specVersion: string;
  bomVersion: number;
  state: string;
  open: number;
  createdAt: string;
  system: { id: string; name: string } | null;
}

interface BomListProps {
  boms: readonly ListedBom[];
  /** The list is of several systems, so each line names its own. */
  about?: boolean;
  empty: string;
}

/** The bills of materials that came in, each with what became of its differences. */
export function BomList({ boms, about = false, empty }: BomListProps) {
  return (
    <SimpleTable
      label="Bills of materials that came in"
      columns={[
        { key: "file", label: "File" },
        ...(about ? [{ key: "about", label: "About" }] : []),
        { key: "version", label: "CycloneDX", width: "7rem" },
        { key: "received", label: "Received", width: "9rem" },
        { key: "state", label: "Differences", width: "9rem" },
      ]}
      rows={boms.map((bom) => ({
        key: bom.id,
        href: `/boms/${bom.id}`,
        cells: {
          file: `${bom.fileName}, version ${bom.bomVersion}`,
          about: bom.system?.name ?? "The inventory",
          version: bom.specVersion,
          received: <DateText value={bom.createdAt} />,
          state: <Badge tone={bom.open > 0 ? "warn" : "good"}>{stateInWords(bom)}</Badge>,
        },
      }))}
      empty={empty}
    />
  );
}

function stateInWords({ state, open }: ListedBom): string {
  if (open > 0) return `${open} open`;
  return state === "unchanged" ? "No drift" : "Reconciled";
}
