"use client";
import { useState } from "react";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import { useApi } from "@/components/form/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface FreshLinkProps {
  /** The verb on the button. */
  label: string;
  url: string;
  title: string;
  /** What the link is for and how long it works. */
  words: string;
}

/** Makes a link for somebody to get into their account, and shows it once. */
export function FreshLink({ label, url, title, words }: FreshLinkProps) {
  const { send, pending } = useApi();
  const [link, setLink] = useState<string | null>(null);
  const make = async () => {
    const result = await send<{ link: string }>({ method: "POST", url, body: {} });
    if (result.ok) setLink(result.data.link);
  };
  return (
    <>
      <Button pending={pending} onClick={make}>
        {label}
      </Button>
      <Dialog open={link !== null} onClose={() => setLink(null)} title={title} width="md">
        {link ? (
          <ShownOnce label="Link" secret={link}>
            {words}
          </ShownOnce>
        ) : null}
      </Dialog>
    </>
  );
}
