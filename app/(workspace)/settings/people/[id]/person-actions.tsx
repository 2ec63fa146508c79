import { FreshLink } from "@/app/(workspace)/settings/people/[id]/fresh-link";
import { EditPerson } from "@/app/(workspace)/settings/people/[id]/person-form";
import { ActButton } from "@/components/form/act-button";

interface PersonActionsProps {
  person: {
    id: string;
    name: string;
    email: string;
    jobTitle: string | null;
    unit: { id: string; name: string };
    version: number;
  };
  can: { edit: boolean; disable: boolean; enable: boolean; reset: boolean; inviteAgain: boolean };
}

/** What whoever looks may do with the account. */
export function PersonActions({ person, can }: PersonActionsProps) {
  const { id, name, email, jobTitle, unit, version } = person;
  const url = `/api/v1/people/${id}`;
  return (
    <>
      {can.inviteAgain ? (
        <FreshLink
          label="New invitation link"
          url={`${url}/invite-again`}
          title={`Invitation for ${name}`}
          words="Hand it over yourself. It works once, within seven days; the link before does not work any more."
        />
      ) : null}
      {can.reset ? (
        <FreshLink
          label="Link for new password"
          url={`${url}/reset-link`}
          title={`New password for ${name}`}
          words="Hand it over yourself. It works once, within the hour, and ends every session of the account."
        />
      ) : null}
      {can.edit ? (
        <EditPerson
          action={{ method: "PATCH", url }}
          values={{ name, email, jobTitle, unitId: unit }}
          version={version}
          done={null}
          submit="Save person"
          saved="Person saved."
        />
      ) : null}
      {can.disable ? (
        <ActButton
          label="Disable"
          tone="danger"
          action={{ method: "POST", url: `${url}/disable`, body: { version } }}
          confirm={{
            title: `Disable ${name}?`,
            consequence: "All sessions end at once and API tokens stop working. Records keep the name.",
            button: "Disable account",
          }}
          done="Account disabled."
        />
      ) : null}
      {can.enable ? (
        <ActButton
          label="Enable"
          action={{ method: "POST", url: `${url}/enable`, body: { version } }}
          done="Account enabled."
        />
      ) : null}
    </>
  );
}
