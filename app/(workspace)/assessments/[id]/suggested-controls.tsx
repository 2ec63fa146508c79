import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import type { AssessmentRecord } from "./read-assessment";

interface SuggestedControlsProps {
  suggested: AssessmentRecord["suggestedControls"];
  systemId: string | null;
  mayAdopt: boolean;
}

/** What the answers suggest to do, why, and the controls of the library that do it; each is added by a person or not at all. */
export function SuggestedControls({ suggested, systemId, mayAdopt }: SuggestedControlsProps) {
  if (suggested.length === 0) return null;
  return (
    <>
      <h3 className="font-medium text-sm">Suggested controls</h3>
      <ul className="mt-1 grid gap-3 text-sm">
        {suggested.map(({ id, title, because, controls }) => (
          <li key={id}>
            <p className="font-medium">{title}</p>
            {because.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
            <details>
              <summary className="cursor-pointer text-accent">
                {controls.length} {controls.length === 1 ? "control" : "controls"} of the library,{" "}
                {controls.filter(({ adoptedAs }) => adoptedAs).length} in the register
              </summary>
              <ul className="mt-1 grid gap-1.5 pl-4">
                {controls.map((one) => (
                  <li key={one.key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                    <Link href={`/controls/library/${one.key}`} prefetch={false} className="underline">
                      {one.title}
                    </Link>
                    {one.adoptedAs ? (
                      <Link
                        href={`/controls/${one.adoptedAs}`}
                        prefetch={false}
                        className="text-accent hover:underline"
                      >
                        In the register
                      </Link>
                    ) : mayAdopt ? (
                      <ActButton
                        label="Add control"
                        size="sm"
                        action={{
                          method: "POST",
                          url: "/api/v1/controls/adopt",
                          body: { keys: [one.key], systemId },
                        }}
                        done="The control is in the register, as planned."
                      />
                    ) : null}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
