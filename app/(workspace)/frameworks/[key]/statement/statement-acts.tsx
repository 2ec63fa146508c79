"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { deviationFields } from "@/lib/domain/controls/coverage/schema";
import { decisionFields } from "@/lib/domain/decisions/schema";

interface ActProps {
  which: { framework: string; unitId: string };
  /** Why it cannot be done now. */
  reason?: string | undefined;
}

/** Asks for the approval of a statement. */
export function AskForApproval({ which }: ActProps) {
  return (
    <FormDialog
      label="Ask for approval"
      size="sm"
      title="Ask for the approval of the statement"
      shape={decisionFields}
      layout={[{ fields: ["reason", "conditions", "until"] }]}
      noun="request"
      action={{ method: "POST", url: "/api/v1/statements/request" }}
      fixed={which}
      done={null}
      submit="Ask for approval"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told. A later change of the statement makes the
      approval stale.
    </FormDialog>
  );
}

const signing = { reason: decisionFields.reason };

/** Approves or refuses the statement. */
export function SignStatement({ which, reason }: ActProps) {
  const shared = {
    size: "sm",
    shape: signing,
    layout: [{ fields: ["reason"] }],
    noun: "decision",
    fixed: which,
    done: null,
    ...(reason ? { reason } : {}),
  } as const;
  return (
    <>
      <FormDialog
        {...shared}
        label="Refuse"
        title="Refuse the statement"
        action={{ method: "POST", url: "/api/v1/statements/refuse" }}
        submit="Refuse"
        saved="Refused. The person who asked was told."
      />
      <FormDialog
        {...shared}
        label="Approve statement"
        title="Approve the Statement of Applicability"
        action={{ method: "POST", url: "/api/v1/statements/approve" }}
        submit="Approve statement"
        saved="Statement approved."
      >
        You sign every line below as it stands now; the decision keeps it with its digest.
      </FormDialog>
    </>
  );
}

interface ExcludeProps extends ActProps {
  reference: string;
  title: string;
  /** An approval or a request for one would go stale. */
  decided: boolean;
}

/** Says that a requirement does not apply, and why. */
export function ExcludeRequirement({ which, reference, title, decided }: ExcludeProps) {
  return (
    <FormDialog
      label="Exclude"
      size="sm"
      tone="quiet"
      title={`${reference} does not apply`}
      shape={deviationFields}
      layout={[{ fields: ["reason"] }]}
      noun="exclusion"
      action={{ method: "POST", url: "/api/v1/statements/exclude" }}
      fixed={{ ...which, ref: reference }}
      done={null}
      submit="Exclude requirement"
      saved="Excluded."
    >
      {`${title}. It then applies neither here nor below.`}
      {decided ? " The approval of the statement goes stale, and has to be asked for again." : ""}
    </FormDialog>
  );
}
