import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { getNoticeChoices } from "@/lib/domain/tasks/notices/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NoticeForm } from "./notice-form";

export const metadata = { title: "What I am told" };

/** How the person who is signed in wants to be told of what concerns them. */
export default async function NoticesPage() {
  const { choices, mail } = await orNotFound(getNoticeChoices.execute(await requireActor(), {}));
  return (
    <>
      <PageHeader
        title="What I am told"
        description="These are your own choices. What is asked of you stands under My work in any case."
      />
      <PageBody>
        {mail ? null : (
          <InlineAlert title="No mail server is set up">
            Nothing is mailed until an administrator sets one up. What you choose here holds from then on.
          </InlineAlert>
        )}
        <Section title="Notices" flush>
          <NoticeForm choices={choices} />
        </Section>
      </PageBody>
    </>
  );
}
