import { ActButton } from "@/components/form/act-button";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import type { Option } from "@/lib/platform/schema/field";

interface Token {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: string;
  lastUsedAt: string | null;
  state: string;
  person: { name: string };
  unit: { name: string };
  can: { revoke: boolean };
}

const states: readonly Option[] = [
  { value: "working", label: "Working", tone: "good" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
];

/** Tokens by name, with what they may do and when they were last used. */
export function TokenTable({
  tokens,
  empty,
  withPerson = false,
}: {
  tokens: readonly Token[];
  empty: string;
  withPerson?: boolean;
}) {
  return (
    <SimpleTable
      label="API tokens"
      columns={[
        { key: "name", label: "Name" },
        ...(withPerson ? [{ key: "person", label: "Of" }] : []),
        { key: "prefix", label: "Begins with" },
        { key: "scopes", label: "May" },
        { key: "unit", label: "In unit" },
        { key: "used", label: "Last used" },
        { key: "until", label: "Until" },
        { key: "state", label: "State" },
        { key: "acts", label: "Actions", align: "right" },
      ]}
      rows={tokens.map((token) => ({ key: token.id, cells: cellsOf(token) }))}
      empty={empty}
    />
  );
}

function cellsOf({ id, name, person, prefix, scopes, unit, lastUsedAt, expiresAt, state, can }: Token) {
  return {
    name: <span className="font-medium">{name}</span>,
    person: person.name,
    prefix: <code className="text-xs">{prefix}…</code>,
    scopes: (
      <span title={scopes.join(", ")}>
        {scopes.includes("*")
          ? "all"
          : scopes.length > 2
            ? `${scopes.length} permissions`
            : scopes.join(", ")}
      </span>
    ),
    unit: unit.name,
    used: lastUsedAt ? <DateText value={lastUsedAt} time /> : <span className="text-ink-faint">never</span>,
    until: <DateText value={expiresAt} />,
    state: <OptionBadge options={states} value={state} />,
    acts: can.revoke ? (
      <ActButton
        label="Revoke"
        size="sm"
        tone="danger"
        action={{ method: "DELETE", url: `/api/v1/tokens/${id}`, body: {} }}
        confirm={{
          title: `Revoke ${name}?`,
          consequence: "Programs that use it are refused from the next request on.",
          button: "Revoke token",
        }}
        done="Token revoked."
      />
    ) : null,
  };
}
