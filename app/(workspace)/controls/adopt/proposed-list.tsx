"use client";
import { ActButton } from "@/components/form/act-button";
import { EmptyState } from "@/components/layout/empty-state";
import { ChooserList } from "@/components/table/chooser-list";
import { Badge } from "@/components/ui/badge";

interface Proposed {
  key: string;
  title: string;
  objective: string;
  family: string;
  familyLabel: string;
  /** Why the library says that it applies where it does. */
  rule: string;
  fit: string;
  /** The facts of the system that fit. */
  because: readonly string[];
  /** The control of the whole unit that covers it already. */
  unitWide: string | null;
}

interface ProposedListProps {
  proposed: readonly Proposed[];
  place: { systemId: string } | { unitId: string };
  done: string;
  mayAdopt: boolean;
}

/** The proposed controls by family, each with its rule; those that are chosen are adopted together. */
export function ProposedList({ proposed, place, done, mayAdopt }: ProposedListProps) {
  const certain = proposed.filter(({ fit, unitWide }) => fit === "applies" && unitWide === null);
  if (proposed.length === 0)
    return <EmptyState title="Nothing more is proposed">Every control that applies is adopted.</EmptyState>;
  return (
    <ChooserList
      entries={proposed}
      mayChoose={mayAdopt}
      many={{ label: `Choose the ${certain.length} that apply`, keys: certain.map(({ key }) => key) }}
      hint="Choose controls to adopt them."
      act={(keys) => (
        <ActButton
          label={keys.length === 1 ? "Adopt 1 control" : `Adopt ${keys.length} controls`}
          size="sm"
          tone="primary"
          action={{ method: "POST", url: "/api/v1/controls/adopt", body: { ...place, keys } }}
          done="Adopted as planned. Say next who owns each, and how it is carried out."
          goTo={done}
        />
      )}
      home="/controls/library"
      about={({ objective, rule, because }) => (
        <>
          <p className="text-ink-soft text-sm">{objective}</p>
          <p className="text-ink-faint text-xs">{`${rule} ${because.join(", ")}.`}</p>
        </>
      )}
      marks={({ fit, unitWide }) => (
        <>
          {fit === "may-apply" ? <Badge tone="warn">May apply</Badge> : null}
          {unitWide ? <Badge tone="info">{`Unit-wide: ${unitWide}`}</Badge> : null}
        </>
      )}
    />
  );
}
