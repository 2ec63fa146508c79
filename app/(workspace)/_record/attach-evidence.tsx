"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { attachFields } from "@/lib/domain/evidence/schema";
import { newEvidence, newLayout } from "../evidence/evidence-form";

const load = () => import("@/components/form/record-form").then((file) => file.RecordForm);
const RecordForm = dynamic(load, { ssr: false });

interface Named {
  id: string;
  name: string;
}

interface AttachEvidenceProps {
  subject: { type: string; id: string; ref: string; unit: Named };
  /** Whoever adds it owns it unless they name another. */
  me: Named | null;
}

const ways = [
  { value: "new", label: "New file" },
  { value: "known", label: "Already in Plumbline" },
];

/** Attaches evidence to a record of any kind: a new file, or a piece that is there already. */
export function AttachEvidence({ subject, me }: AttachEvidenceProps) {
  const [open, setOpen] = useState(false);
  const [way, setWay] = useState("new");
  const close = () => setOpen(false);
  const shared = {
    noun: "evidence",
    fixed: { subjectType: subject.type, subjectId: subject.id },
    done: null,
    saved: "Attached.",
    inDialog: true,
    onSaved: close,
    onCancel: close,
  };
  return (
    <>
      <Button size="sm" onPointerEnter={load} onFocus={load} onClick={() => setOpen(true)}>
        Attach evidence
      </Button>
      <Dialog open={open} onClose={close} title={`Attach evidence to ${subject.ref}`} width="md">
        <div className="grid gap-4">
          <div>
            <Segmented name="way" label="Which evidence" value={way} segments={ways} onChange={setWay} />
          </div>
          {way === "new" ? (
            <RecordForm
              key="new"
              {...shared}
              shape={newEvidence}
              layout={newLayout}
              action={{ method: "POST", url: "/api/v1/evidence" }}
              values={{ unit: subject.unit, ...(me ? { owner: me } : {}) }}
              submit="Add and attach"
            />
          ) : (
            <RecordForm
              key="known"
              {...shared}
              shape={attachFields}
              layout={[{ fields: ["evidenceId"] }]}
              action={{ method: "POST", url: "/api/v1/evidence-links" }}
              submit="Attach"
            />
          )}
        </div>
      </Dialog>
    </>
  );
}
