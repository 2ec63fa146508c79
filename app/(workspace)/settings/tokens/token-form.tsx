"use client";
import { useMemo, useState } from "react";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import { RecordForm } from "@/components/form/record-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { tokenFields, tokenReach } from "@/lib/domain/organization/tokens/schema";
import { type Option, several } from "@/lib/platform/schema/field";

interface TokenFormProps {
  /** What a token of this person can be limited to. */
  permissions: readonly Option[];
  unit: { id: string; name: string } | null;
}

/** Makes a token and shows it once. */
export function TokenForm({ permissions, unit }: TokenFormProps) {
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const shape = useMemo(
    () => ({ ...tokenFields, reach: tokenReach, scopes: several(permissions, { label: "Permissions" }) }),
    [permissions],
  );
  const close = () => {
    setOpen(false);
    setToken(null);
  };
  const scopesOf = (reach: unknown, chosen: unknown) => {
    if (reach === "chosen") return chosen;
    return reach === "read"
      ? permissions.map(({ value }) => value).filter((value) => value.endsWith(":read"))
      : ["*"];
  };
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        New token
      </Button>
      <Dialog open={open} onClose={close} title={token ? "Your new token" : "New API token"} width="md">
        {token ? (
          <ShownOnce label="API token" secret={token}>
            Send it as a header: Authorization: Bearer, then the token. Treat it like a password.
          </ShownOnce>
        ) : (
          <RecordForm
            shape={shape}
            noun="token"
            layout={[
              {
                fields: [
                  "name",
                  "unitId",
                  "reach",
                  { key: "scopes", when: (held) => held["reach"] === "chosen" },
                  "days",
                ],
              },
            ]}
            action={{ method: "POST", url: "/api/v1/tokens" }}
            values={{ unitId: unit, days: 90, reach: "read" }}
            prepare={({ reach, scopes, ...token }) => ({ ...token, scopes: scopesOf(reach, scopes) })}
            done={null}
            submit="Make token"
            inDialog
            onCancel={close}
            onSaved={(answer) => setToken((answer as { token: string }).token)}
          />
        )}
      </Dialog>
    </>
  );
}
