"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { overrideFields, retireRuleFields } from "@/lib/domain/threat-models/own-rules/schema";

interface RuleActsProps {
  rule: {
    key: string;
    asked: boolean;
    condition: string | null;
    own: { id: string; version: number } | null;
    overrides: readonly {
      number: number;
      asked: boolean;
      tier: string | null;
      likelihood: number | null;
      impact: number | null;
    }[];
  };
}

const asText = (score: number | null | undefined) => (score == null ? null : String(score));

/** Changes what the organisation says of a rule, or a rule of its own. */
export function RuleActs({ rule }: RuleActsProps) {
  const { key, own, asked, condition, overrides } = rule;
  if (own) return <OwnRuleActs title={key} own={own} retired={!asked} />;
  const [last] = overrides;
  const scores = [
    { key: "likelihood", half: true },
    { key: "impact", half: true },
  ];
  return (
    <FormDialog
      {...{ noun: "rule", version: last?.number ?? 0, done: null, shape: overrideFields }}
      layout={[{ fields: ["asked", ...(condition === null ? [] : ["tier"]), ...scores, "reason"] }]}
      label="Change rule"
      title={`Change ${key} for this organisation`}
      values={{
        asked: last?.asked === false ? "no" : "yes",
        tier: last?.tier ?? null,
        likelihood: asText(last?.likelihood),
        impact: asText(last?.impact),
      }}
      {...(condition === null ? { fixed: { tier: null } } : {})}
      action={{ method: "POST", url: `/api/v1/threat-rules/${key}/override` }}
      submit="Save change"
      saved="Changed for this organisation."
    >
      It holds for every threat model, from the next time its threats are generated. No decision is lost.
    </FormDialog>
  );
}

function OwnRuleActs({
  title,
  own: { id, version },
  retired,
}: {
  title: string;
  own: { id: string; version: number };
  retired: boolean;
}) {
  const url = `/api/v1/own-threat-rules/${id}`;
  return (
    <>
      {retired ? (
        <ActButton
          label="Ask again"
          action={{ method: "POST", url: `${url}/restore`, body: { version } }}
          done="The rule is asked again."
        />
      ) : (
        <FormDialog
          {...{ noun: "rule", version, done: null, shape: retireRuleFields }}
          layout={[{ fields: ["reason"] }]}
          label="Retire"
          title={`Retire ${title}`}
          action={{ method: "POST", url: `${url}/retire` }}
          submit="Retire rule"
          saved="Retired."
        >
          It is not asked any more. The threats that it found wait to be confirmed; none is lost.
        </FormDialog>
      )}
      <ButtonLink href={`/own-threat-rules/${id}/edit`}>Edit</ButtonLink>
    </>
  );
}
