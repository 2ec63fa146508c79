import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { classificationStates, routes } from "@/lib/domain/obligations/classifications/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import { ClassificationActs } from "./classification-acts";
import type { ClassificationRecord } from "./read-classification";

interface HeaderProps {
  view: ClassificationRecord;
  asOf?: string | undefined;
}

/** What the system is, from when and by which route, and what can be done with the classification. */
export function ClassificationHeader({ view, asOf }: HeaderProps) {
  const { id, version, system, state, riskClass, modelClass, appliesFrom, practicalFrom } = view;
  const route = view.routes
    .map((one) => routes.find(({ value }) => value === one)?.label ?? one)
    .join(" and ");
  return (
    <PageHeader
      title={`EU AI Act: ${system.name}`}
      trail={[
        { href: onDay("/classifications", asOf), label: "EU AI Act" },
        { href: onDay(`/systems/${id}`, asOf), label: `${system.ref} ${system.name}` },
      ]}
      badges={
        <>
          <OptionBadge options={classificationStates} value={state} />
          {riskClass ? <OptionBadge options={outcomeOptions} value={riskClass} /> : null}
          {modelClass ? <OptionBadge options={outcomeOptions} value={modelClass} /> : null}
        </>
      }
      meta={
        <>
          {route ? <span>By {route}</span> : null}
          {appliesFrom ? (
            <span>
              Applies from <DateText value={appliesFrom} />
              {practicalFrom && practicalFrom !== appliesFrom ? (
                <>
                  , in practice <DateText value={practicalFrom} />
                </>
              ) : null}
            </span>
          ) : null}
          <span>{system.unit.name}</span>
        </>
      }
      actions={
        <>
          <AsOfControl asOf={asOf} />
          {state === "not-started" ? null : (
            <ButtonLink href={onDay(`/api/v1/classifications/${id}/report?format=pdf`, asOf)} download>
              Export PDF
            </ButtonLink>
          )}
          {asOf || state === "not-started" ? null : (
            <>
              <ButtonLink href={`/systems/${id}/classification/documents`}>Documents</ButtonLink>
              <ButtonLink href={`/systems/${id}/classification/duties`}>Duties</ButtonLink>
            </>
          )}
          {asOf ? null : (
            <ClassificationActs {...{ id, version, state }} can={view.can} notNow={view.notNow} />
          )}
        </>
      }
    />
  );
}
