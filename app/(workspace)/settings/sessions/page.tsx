import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Identities } from "@/app/(workspace)/settings/sessions/identities";
import { PasswordForm } from "@/app/(workspace)/settings/sessions/password-form";
import { ActButton } from "@/components/form/act-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { sessionFactors } from "@/lib/domain/organization/factors/schema";
import { getMe, listSessions } from "@/lib/domain/organization/sessions/queries";
import { browserWords } from "@/lib/domain/organization/sessions/rules";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Password and sessions" };

const columns = [
  { key: "browser", label: "Browser" },
  { key: "address", label: "Address" },
  { key: "by", label: "By" },
  { key: "began", label: "Signed in" },
  { key: "seen", label: "Last seen" },
  { key: "acts", label: "Actions", align: "right" as const },
];

interface SessionsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One's own password and where one is signed in. */
export default async function SessionsPage({ searchParams }: SessionsPageProps) {
  const actor = await requireActor();
  const { sessions } = await orNotFound(listSessions.execute(actor, {}));
  const { email } = await getMe.execute(actor, {});
  const rows = sessions.map(({ id, userAgent, address, createdAt, seenAt, current, factors }) => ({
    key: id,
    cells: {
      browser: <span title={userAgent}>{browserWords(userAgent)}</span>,
      address,
      by: sessionFactors.find(({ value }) => value === factors)?.label ?? factors,
      began: <DateText value={createdAt} time />,
      seen: <DateText value={seenAt} time />,
      acts: current ? (
        <Badge tone="good">This one</Badge>
      ) : (
        <ActButton
          label="End"
          size="sm"
          tone="danger"
          action={{ method: "POST", url: `/api/v1/sessions/${id}/end`, body: {} }}
          done="Session ended."
        />
      ),
    },
  }));
  const endOthers = (
    <ActButton
      label="End all others"
      size="sm"
      action={{ method: "POST", url: "/api/v1/sessions/end-others", body: {} }}
      confirm={{
        title: "End all other sessions?",
        consequence: "Every other browser has to sign in again.",
        button: "End sessions",
      }}
      done="The other sessions have ended."
    />
  );
  return (
    <>
      <PageHeader
        title="Password and sessions"
        description="Where you are signed in. A session ends after a week, or after twelve hours without use."
      />
      <PageBody>
        <Section title="Sessions" flush actions={sessions.length > 1 ? endOthers : null}>
          <SimpleTable label="Sessions" columns={columns} rows={rows} empty="No session." />
        </Section>
        <Identities actor={actor} problem={(await searchParams)["problem"]} />
        <Section
          title="Password"
          description="A new password ends every session, this one too; this browser then signs in again by itself."
        >
          <PasswordForm email={email} />
        </Section>
      </PageBody>
    </>
  );
}
