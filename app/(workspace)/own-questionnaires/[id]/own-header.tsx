import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { ownStates } from "@/lib/domain/assessments/templates/own/schema";
import { OwnActs } from "./own-acts";
import type { OwnRecord } from "./read-own";

interface OwnHeaderProps {
  own: OwnRecord;
  draft: { version: number; faults: number } | null;
}

/** What a questionnaire is called, where it stands, and what can be done with it. */
export function OwnHeader({ own, draft }: OwnHeaderProps) {
  const { id, key, ref, title, state, published, unpublished, unit, version, can } = own;
  const shown = ownStates.find(({ value }) => value === state);
  return (
    <PageHeader
      title={title}
      reference={ref}
      trail={[{ href: "/own-questionnaires", label: "Own questionnaires" }]}
      badges={
        <>
          <Badge tone={shown?.tone ?? "neutral"}>{shown?.label}</Badge>
          {published !== null && unpublished && can.edit ? (
            <Badge tone="info">Unpublished changes</Badge>
          ) : null}
        </>
      }
      meta={
        <>
          <span>{published === null ? "No version yet" : `Version ${published}`}</span>
          <span>{unit.name}</span>
        </>
      }
      actions={
        <>
          {published === null ? null : (
            <>
              <ButtonLink href={`/api/v1/questionnaires/${key}/file`} download>
                Export YAML
              </ButtonLink>
              <ButtonLink href={`/questionnaires/${key}`}>Try it out</ButtonLink>
            </>
          )}
          {can.edit ? <ButtonLink href={`/own-questionnaires/${id}/edit`}>Write</ButtonLink> : null}
          <OwnActs own={{ id, ref, version, published, unpublished }} draft={draft} can={can} />
        </>
      }
    />
  );
}
