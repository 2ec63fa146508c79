import { JobProgress } from "@/components/domain/job-progress";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import { countOf, type FoundImport, rowsInWords, whatHappens } from "./import-words";

interface OutcomeProps {
  found: FoundImport;
  into: string;
  /** Fields that new records need and that neither the file nor a value for all rows gives. */
  missing: readonly { label: string }[];
}

/** How far the import is, what applying it would do in numbers, and the buttons that do exactly that. */
export function OutcomeSection({ found, into, missing }: OutcomeProps) {
  const { state, fileName, jobId, message, concept } = found;
  if ((state === "checking" || state === "applying") && jobId) {
    const label = state === "checking" ? `Checking ${fileName}` : `Writing into ${into}`;
    return (
      <Section title={state === "checking" ? "The file is being checked" : "The rows are being written"}>
        <JobProgress key={jobId} id={jobId} label={label} />
      </Section>
    );
  }
  if (state === "failed" || state === "cancelled") {
    return (
      <InlineAlert
        tone={state === "failed" ? "critical" : "neutral"}
        title={state === "failed" ? "The file cannot be imported as it is" : "The check was stopped"}
        actions={<ButtonLink href={`/imports?concept=${concept}`}>Choose a file again</ButtonLink>}
      >
        {message} Nothing was written.
      </InlineAlert>
    );
  }
  return state === "applied" ? (
    <Applied found={found} into={into} />
  ) : (
    <Checked found={found} missing={missing} />
  );
}

function Applied({ found, into }: { found: FoundImport; into: string }) {
  const { id, concept, words, created, changed, refused } = found;
  const left = refused > 0 ? ` ${countOf(refused, "row")} left out.` : "";
  return (
    <InlineAlert
      tone="good"
      title={`${countOf(created, words.one, words.many)} created, ${changed} changed.${left}`}
      actions={
        <>
          <ButtonLink href={`/${concept}`}>Open {into}</ButtonLink>
          {refused > 0 ? <RefusedLink id={id} /> : null}
        </>
      }
    />
  );
}

function Checked({ found, missing }: Pick<OutcomeProps, "found" | "missing">) {
  const { id, version, fileName, created, changed, refused, words, message, can } = found;
  const effect = whatHappens({ created, changed, refused });
  const url = `/api/v1/imports/${id}/apply`;
  return (
    <Section title="What applying it will do">
      <div className="grid gap-3">
        {message ? (
          <InlineAlert tone="warn" title="It was not applied">
            {message}
          </InlineAlert>
        ) : null}
        <p>{can.apply ? rowsInWords(found) : nothingToDo(refused, missing)}</p>
        <div className="flex flex-wrap gap-2">
          {can.apply ? (
            <ActButton
              label={effect}
              tone="primary"
              action={{
                method: "POST",
                url,
                body: { version, refused: refused > 0 ? "skip" : "none-or-all" },
              }}
              confirm={{
                title: `Apply ${fileName}?`,
                consequence: `${countOf(created, words.one, words.many)} will be created and ${changed} changed, each with an entry in the audit trail.${refused > 0 ? ` ${countOf(refused, "refused row")} will be left out; you can save them as a file.` : ""}`,
                button: effect,
              }}
            />
          ) : null}
          {can.apply && refused > 0 ? (
            <ActButton
              label="All or nothing"
              action={{ method: "POST", url, body: { version, refused: "none-or-all" } }}
              reason={`${countOf(refused, "row")} refused: correct the file first, or leave them out.`}
            />
          ) : null}
          {refused > 0 ? <RefusedLink id={id} /> : null}
        </div>
      </div>
    </Section>
  );
}

function nothingToDo(refused: number, missing: OutcomeProps["missing"]): string {
  if (refused === 0) return "Nothing: every row says what the register says already.";
  const fields = missing.map(({ label }) => label.toLowerCase()).join(" and ");
  return fields === ""
    ? "No row can be taken over. The reasons stand beside each row below."
    : `The file has no column for the ${fields}, which every new record needs. Choose one value for all new rows below, then check again.`;
}

function RefusedLink({ id }: { id: string }) {
  return (
    <ButtonLink href={`/api/v1/imports/${id}/refused`} download>
      Save refused rows
    </ButtonLink>
  );
}
