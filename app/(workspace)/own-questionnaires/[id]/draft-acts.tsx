"use client";
import { useState } from "react";
import { ActButton } from "@/components/form/act-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ImportFile } from "../import-file";

interface DraftActsProps {
  id: string;
  version: number;
  /** There is a published version that the draft could go back to. */
  discards: boolean;
}

/** What can be done with a draft as a whole: put a file in its place, or go back to what is published. */
export function DraftActs({ id, version, discards }: DraftActsProps) {
  const [open, setOpen] = useState(false);
  const url = `/api/v1/own-questionnaires/${id}/draft`;
  return (
    <>
      {discards ? (
        <ActButton
          label="Discard changes"
          size="sm"
          action={{ method: "POST", url: `${url}/discard`, body: { version } }}
          confirm={{
            title: "Discard the changes of the draft?",
            consequence:
              "The draft says what the newest published version says. What was changed since is gone.",
            button: "Discard changes",
          }}
          done="The draft is as published."
        />
      ) : null}
      <Button size="sm" onClick={() => setOpen(true)}>
        Import YAML
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Put a file in place of the draft"
        description="The published versions stay as they are."
      >
        <ImportFile url={`${url}/import`} version={version} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
