"use client";
import Link from "next/link";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Checkbox } from "@/components/ui/checkbox";
import { OptionBadge } from "@/components/ui/option-badge";
import { changes, otherFields, reasonFields } from "@/lib/domain/taxonomy/schema";

interface OlderId {
  framework: string;
  edition: string;
  id: string;
  name: string;
  to: { edition: string; id: string | null; name: string | null; change: string; basis: string };
  threats: number;
  rules: number;
  trees: number;
  both: number;
}

const keyOf = ({ framework, edition, id }: OlderId) => `${framework} ${edition} ${id}`;

/** Ids of older editions with what is proposed: confirmed or refused one by one, or many at once with one reason. */
export function IdList({ rows, can }: { rows: readonly OlderId[]; can: boolean }) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const chosen = rows.filter((row) => ticked.includes(keyOf(row)));
  const all = rows.length > 0 && chosen.length === rows.length;
  const dialog = {
    ...{ noun: "decision", done: null, shape: reasonFields, layout: [{ fields: ["reason"] }] },
    fixed: { items: chosen.map(({ framework, edition, id }) => ({ framework, edition, id })) },
    ...(chosen.length === 0 ? { reason: "Tick the ids first." } : {}),
  };
  const ids = `${chosen.length} ${chosen.length === 1 ? "id" : "ids"}`;
  const acts = (
    <>
      <Checkbox
        label="All"
        checked={all}
        onChange={() => setTicked(all ? [] : rows.map(keyOf))}
        disabled={rows.length === 0}
      />
      <FormDialog
        {...dialog}
        label="Refuse"
        title={`Go on citing ${ids}`}
        action={{ method: "POST", url: "/api/v1/taxonomy/refuse" }}
        submit="Refuse"
        saved="Refused."
      >
        They stay as they are, and are not proposed again until there is a still newer edition.
      </FormDialog>
      <FormDialog
        {...dialog}
        label="Confirm"
        tone="primary"
        title={`Move ${ids} to the newer edition`}
        action={{ method: "POST", url: "/api/v1/taxonomy/confirm" }}
        submit="Confirm"
        saved="Moved."
      >
        All in one step. Each threat keeps what it cited before, with this reason.
      </FormDialog>
    </>
  );
  return (
    <Section title="Ids of older editions" actions={can ? acts : null} flush>
      <SimpleTable
        label="Ids of older editions that are cited"
        columns={[
          { key: "id", label: "Cited" },
          { key: "to", label: "In the newer edition" },
          { key: "change", label: "Change", width: "9rem" },
          { key: "by", label: "Cited by", width: "12rem" },
          ...(can ? [{ key: "act", label: "Act", width: "9rem" }] : []),
        ]}
        rows={rows.map((row) => ({
          key: keyOf(row),
          cells: {
            id: (
              <IdCell
                row={row}
                can={can}
                ticked={ticked.includes(keyOf(row))}
                onTick={(on) =>
                  setTicked(on ? [...ticked, keyOf(row)] : ticked.filter((one) => one !== keyOf(row)))
                }
              />
            ),
            to: <Proposed to={row.to} />,
            change: <OptionBadge options={changes} value={row.to.change} />,
            by: <CitedBy row={row} />,
            act: can ? <OtherId row={row} /> : null,
          },
        }))}
        empty="Nothing cites an id of an older edition."
      />
    </Section>
  );
}

interface IdCellProps {
  row: OlderId;
  can: boolean;
  ticked: boolean;
  onTick: (on: boolean) => void;
}

function IdCell({ row, can, ticked, onTick }: IdCellProps) {
  const said = `${row.id} ${row.name}`;
  if (!can)
    return (
      <>
        {said}
        <span className="block text-ink-soft text-xs">Edition {row.edition}</span>
      </>
    );
  return (
    <Checkbox
      label={said}
      help={`Edition ${row.edition}`}
      checked={ticked}
      onChange={(event) => onTick(event.target.checked)}
    />
  );
}

function Proposed({ to }: Pick<OlderId, "to">) {
  return (
    <>
      {to.id === null ? "Nothing in its place" : `${to.id} ${to.name ?? ""}`}
      <span className="block text-ink-soft text-xs">{`Edition ${to.edition}. ${to.basis}.`}</span>
    </>
  );
}

function CitedBy({ row }: { row: OlderId }) {
  const count = (many: number, one: string, more: string) =>
    many === 0 ? [] : [`${many} ${many === 1 ? one : more}`];
  const words = [
    ...count(row.threats, "threat", "threats"),
    ...count(row.rules, "rule of our own", "rules of our own"),
    ...count(row.trees, "attack tree", "attack trees"),
  ].join(", ");
  const { framework, edition, id: cited } = row;
  return (
    <>
      <Link
        href={`/threat-models/taxonomy?${new URLSearchParams({ framework, edition, cited })}#citing`}
        className="hover:underline"
      >
        {words}
      </Link>
      {row.both > 0 ? (
        <span className="block text-ink-soft text-xs">{`${row.both} cite the newer id already`}</span>
      ) : null}
    </>
  );
}

function OtherId({ row }: { row: OlderId }) {
  const { framework, edition, id } = row;
  return (
    <FormDialog
      noun="decision"
      done={null}
      size="sm"
      tone="quiet"
      label="Another id"
      describedAs={id}
      title={`Another id for ${id}`}
      shape={otherFields}
      layout={[{ fields: ["toId", "reason"] }]}
      fixed={{ items: [{ framework, edition, id }] }}
      action={{ method: "POST", url: "/api/v1/taxonomy/confirm" }}
      submit="Confirm"
      saved="Moved."
    />
  );
}
