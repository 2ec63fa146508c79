"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AppSetUp } from "@/app/(public)/second-factors/app-set-up";
import type { Added, FactorDoor } from "@/app/(public)/second-factors/factor-door";
import { PasskeySetUp } from "@/app/(public)/second-factors/passkey-set-up";
import { RecoveryCodes } from "@/app/(public)/second-factors/recovery-codes";
import { callApi } from "@/components/form/call-api";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

const post = <R,>(url: string, body: object = {}) =>
  callApi<R>({ method: "POST", url: `/api/v1/${url}`, body });

const ownDoor: FactorDoor = {
  beginApp: () => post("authenticators/begin"),
  addApp: (name, code) => post("authenticators", { name, code }),
  beginPasskey: () => post("passkeys/begin"),
  addPasskey: (name, answer) => post("passkeys", { name, answer }),
};

interface AddFactorProps {
  kind: "app" | "passkey";
}

/** Adds a second factor to one's own account; recovery codes are shown with the first one. */
export function AddFactor({ kind }: AddFactorProps) {
  const router = useRouter();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  // Each that is added starts the form anew.
  const [count, setCount] = useState(0);
  const added = ({ codes: made }: Added) => {
    setCount(count + 1);
    toast.good(kind === "app" ? "Authenticator app added." : "Passkey added.");
    if (made) setCodes(made);
    router.refresh();
  };
  if (codes) return <RecoveryCodes codes={codes} done="I have kept them" onDone={() => setCodes(null)} />;
  return kind === "app" ? (
    <AppSetUp key={count} door={ownDoor} onAdded={added} />
  ) : (
    <PasskeySetUp key={count} door={ownDoor} onAdded={added} />
  );
}

/** Makes ten new recovery codes and shows them once. */
export function RenewCodes() {
  const router = useRouter();
  const { send, pending } = useApi();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = async () => {
    const result = await send<{ codes: string[] }>({
      method: "POST",
      url: "/api/v1/recovery-codes",
      body: {},
    });
    if (!result.ok) return;
    setCodes(result.data.codes);
    router.refresh();
  };
  if (codes) return <RecoveryCodes codes={codes} done="I have kept them" onDone={() => setCodes(null)} />;
  return (
    <Button pending={pending} onClick={renew}>
      Make new recovery codes
    </Button>
  );
}
