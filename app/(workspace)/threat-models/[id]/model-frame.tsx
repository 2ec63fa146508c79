import type { ReactNode } from "react";
import { ActButton } from "@/components/form/act-button";
import { PageHeader } from "@/components/layout/page-header";
import { Tabs } from "@/components/layout/tabs";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { InlineAlert } from "@/components/ui/inline-alert";
import { OptionBadge } from "@/components/ui/option-badge";
import { modelStates } from "@/lib/domain/threat-models/record/schema";
import type { ModelRecord } from "./read-model";

interface ModelFrameProps {
  model: ModelRecord;
  /** Which of its pages this is: "" for the first. */
  current: "" | "/model" | "/pasta" | "/threats" | "/attack-trees" | "/coverage" | "/drift" | "/versions";
  children: ReactNode;
}

/** What a threat model is called, where it stands, the next step, and the way to its pages. */
export function ModelFrame({ model, current, children }: ModelFrameProps) {
  const { id, ref, title, state, owner, unit, system, nextReviewOn, can } = model;
  const at = (page: string) => `/threat-models/${id}${page}`;
  return (
    <>
      <PageHeader
        title={title}
        reference={ref}
        trail={[{ href: "/threat-models", label: "Threat models" }]}
        badges={<OptionBadge options={modelStates} value={state} />}
        meta={
          <>
            <span>{system.name}</span>
            <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
            <span>{unit.name}</span>
            {nextReviewOn ? (
              <span>
                Next review <DateText value={nextReviewOn} due />
              </span>
            ) : null}
          </>
        }
        actions={
          can.edit ? (
            <>
              <ButtonLink href={at("/edit")}>Edit threat model</ButtonLink>
              <Generate model={model} />
            </>
          ) : null
        }
      />
      <Tabs
        label="Pages of the threat model"
        current={at(current)}
        items={[
          { href: at(""), label: "Overview" },
          { href: at("/model"), label: "Model", count: model.drawing.elements.length },
          ...(model.approach === "stride" ? [] : [{ href: at("/pasta"), label: "PASTA" }]),
          { href: at("/threats"), label: "Threats", count: model.threats },
          { href: at("/attack-trees"), label: "Attack trees" },
          ...(model.approach === "pasta" ? [] : [{ href: at("/coverage"), label: "Coverage" }]),
          { href: at("/drift"), label: "Drift" },
          { href: at("/versions"), label: "Versions" },
        ]}
      />
      {model.generated ? null : (
        <div className="px-4 pt-3 lg:px-6">
          <InlineAlert
            tone="warn"
            title={`${model.rulesChanged ? "The rules have" : "The drawing has"} changed since its threats were generated.`}
          >
            Generate them, and everything that was decided stays decided while its grounds do.
          </InlineAlert>
        </div>
      )}
      {children}
    </>
  );
}

function Generate({ model: { id, version, generated } }: { model: ModelRecord }) {
  return (
    <ActButton
      label="Generate threats"
      tone={generated ? "default" : "primary"}
      action={{ method: "POST", url: `/api/v1/threat-models/${id}/generate`, body: { version } }}
      done="The threats are those of the drawing."
    />
  );
}
