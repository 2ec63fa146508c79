import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { BomList, type ListedBom } from "../../boms/bom-list";
import { SaveBom } from "../../boms/save-bom";

interface BomsSectionProps {
  systemId: string;
  boms: readonly ListedBom[];
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
          <SaveBom href={`/api/v1/systems/${systemId}/bom`} />
          {canCompare ? (
            <ButtonLink href={`/systems/${systemId}/compare`} size="sm">
              Compare with a bill of materials
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <BomList boms={boms} empty="None came in yet. Compare one to see where it and the register differ." />
    </Section>
  );
}
