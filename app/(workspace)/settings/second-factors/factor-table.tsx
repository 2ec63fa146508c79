"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { factorFields } from "@/lib/domain/organization/factors/schema";

interface Factor {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  synced?: boolean;
}

interface FactorTableProps {
  label: string;
  factors: readonly Factor[];
  /** Where one is changed: "passkeys". */
  path: string;
  /** As people say it: "passkey". */
  one: string;
  renames?: boolean;
  empty: string;
}

/** One's own second factors of a kind. */
export function FactorTable({ label, factors, path, one, renames = false, empty }: FactorTableProps) {
  return (
    <SimpleTable
      label={label}
      columns={[
        { key: "name", label: "Name" },
        { key: "since", label: "Added" },
        { key: "used", label: "Last used" },
        { key: "acts", label: "Actions", align: "right" },
      ]}
      rows={factors.map(({ id, name, createdAt, lastUsedAt, synced }) => ({
        key: id,
        cells: {
          name: (
            <>
              <span className="font-medium">{name}</span>
              {synced ? <span className="text-ink-faint"> · synced between devices</span> : null}
            </>
          ),
          since: <DateText value={createdAt} />,
          used: lastUsedAt ? (
            <DateText value={lastUsedAt} time />
          ) : (
            <span className="text-ink-faint">never</span>
          ),
          acts: (
            <span className="inline-flex gap-2">
              {renames ? (
                <FormDialog
                  label="Rename"
                  size="sm"
                  describedAs={name}
                  title={`Rename ${name}`}
                  shape={factorFields}
                  noun={one}
                  layout={[{ fields: ["name"] }]}
                  action={{ method: "PATCH", url: `/api/v1/${path}/${id}` }}
                  values={{ name }}
                  done={null}
                  submit="Rename"
                  saved="Renamed."
                />
              ) : null}
              <ActButton
                label="Remove"
                size="sm"
                tone="danger"
                describedAs={name}
                action={{ method: "DELETE", url: `/api/v1/${path}/${id}`, body: {} }}
                confirm={{
                  title: `Remove ${name}?`,
                  consequence: `You cannot prove who you are with this ${one} any more. Your other sessions end.`,
                  button: "Remove",
                }}
                done="Removed."
              />
            </span>
          ),
        },
      }))}
      empty={empty}
    />
  );
}
