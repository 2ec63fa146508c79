"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { secretWords } from "../webhook-form";

/** Gives a webhook another secret, and shows it once. */
export function FreshSecret({ url, version }: { url: string; version: number }) {
  const router = useRouter();
  const { send, pending } = useApi();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const make = async () => {
    const result = await send<{ secret: string }>({ method: "POST", url, body: { version } });
    if (result.ok) setSecret(result.data.secret);
  };
  const close = () => {
    setSecret(null);
    router.refresh();
  };
  return (
    <>
      <Button pending={pending} onClick={() => setAsking(true)}>
        New secret
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Give it another secret?"
        consequence="Messages are signed with the new one at once, and a receiver that knows only the old one refuses them until it has it. You are the keeper from then on."
        button="Make secret"
        onConfirm={make}
      />
      <Dialog open={secret !== null} onClose={close} title="The new secret" width="md">
        {secret ? (
          <ShownOnce label="Secret" secret={secret}>
            {secretWords}
          </ShownOnce>
        ) : null}
      </Dialog>
    </>
  );
}
