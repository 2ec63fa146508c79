"use client";
import { ownThreatLayout } from "@/app/(workspace)/threat-models/[id]/threats/add-threat";
import { acceptanceAsked, acceptanceLayout } from "@/app/(workspace)/threat-models/[id]/threats/ask-many";
import { decisionLayout } from "@/app/(workspace)/threat-models/[id]/threats/decide-many";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { linkFields } from "@/lib/domain/controls/schema";
import { decisionOnThreat, mergeFields, ownThreatFields } from "@/lib/domain/threat-models/record/schema";

interface ActProps {
  threat: { id: string; ref: string; version: number };
}

const urlOf = (id: string, act: string) => `/api/v1/threats/${id}/${act}`;

/** Decides a threat; who carries it knowingly asks for its acceptance instead. */
export function DecideThreat({ threat: { id, ref, version }, accepted }: ActProps & { accepted: boolean }) {
  return (
    <FormDialog
      label="Decide"
      tone="primary"
      title={`Decide ${ref}`}
      shape={decisionOnThreat}
      layout={decisionLayout}
      noun="decision"
      action={{ method: "POST", url: urlOf(id, "decide") }}
      version={version}
      done={null}
      submit="Keep decision"
      saved="Decision kept."
    >
      {accepted
        ? "This ends the acceptance that is in force."
        : "It stays while the values that made the threat apply do."}
    </FormDialog>
  );
}

/** Asks that a threat be accepted until a day. */
export function AskForAcceptance({
  threat: { id, ref },
}: {
  threat: Pick<ActProps["threat"], "id" | "ref">;
}) {
  return (
    <FormDialog
      label="Ask for acceptance"
      size="sm"
      title={`Accept ${ref}?`}
      shape={acceptanceAsked}
      layout={acceptanceLayout}
      noun="decision"
      action={{ method: "POST", url: urlOf(id, "request-acceptance") }}
      done={null}
      submit="Ask for acceptance"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
    </FormDialog>
  );
}

/** Changes the words of a threat of one's own. */
export function EditThreat({ threat }: { threat: ActProps["threat"] & object }) {
  return (
    <FormDialog
      label="Edit threat"
      title={`Edit ${threat.ref}`}
      shape={ownThreatFields}
      layout={ownThreatLayout}
      noun="threat"
      action={{ method: "PATCH", url: `/api/v1/threats/${threat.id}` }}
      values={threat}
      version={threat.version}
      done={null}
      submit="Save threat"
      saved="Threat saved."
    />
  );
}

interface MergeProps extends ActProps {
  others: readonly { value: string; label: string }[];
}

/** Merges a threat into another one of its model. */
export function MergeThreat({ threat: { id, ref, version }, others }: MergeProps) {
  if (others.length === 0) return null;
  return (
    <FormDialog
      label="Merge"
      title={`Merge ${ref} into another threat`}
      shape={mergeFields}
      layout={[{ fields: ["intoId"] }]}
      options={{ intoId: others }}
      noun="threat"
      action={{ method: "POST", url: urlOf(id, "merge") }}
      version={version}
      done={null}
      submit="Merge threat"
      saved="Merged. The other threat stands for both."
    >
      The other one stands for both. This one stays to be read, as superseded.
    </FormDialog>
  );
}

const against = { controlId: linkFields.controlId };

/** Links a control that is there. */
export function LinkControl({ threat: { id, ref } }: ActProps) {
  return (
    <FormDialog
      label="Link control"
      size="sm"
      title={`Link a control to ${ref}`}
      shape={against}
      layout={[{ fields: ["controlId"] }]}
      noun="link"
      action={{ method: "POST", url: urlOf(id, "control") }}
      done={null}
      submit="Link control"
      saved="Control linked."
    />
  );
}

/** Adopts a control of the library for the system, against this threat. */
export function AdoptControl({
  threat,
  mitigationId,
  control,
}: ActProps & { mitigationId: string; control: { key: string; title: string } }) {
  return (
    <ActButton
      label={`Adopt ${control.title}`}
      size="sm"
      action={{ method: "POST", url: urlOf(threat.id, "control"), body: { key: control.key, mitigationId } }}
      done="Control adopted as planned, and linked."
    />
  );
}

/** Takes a link away; that it was there stays known. */
export function RemoveLink({
  kind,
  linkId,
  name,
}: {
  kind: "threat-risks" | "threat-controls";
  linkId: string;
  name: string;
}) {
  return (
    <ActButton
      label="Unlink"
      describedAs={name}
      size="sm"
      action={{ method: "POST", url: `/api/v1/${kind}/${linkId}/remove` }}
      confirm={{
        title: `Unlink ${name}?`,
        consequence: "It stays known that they were linked, and until when.",
        button: "Unlink",
      }}
      done="Unlinked."
    />
  );
}
