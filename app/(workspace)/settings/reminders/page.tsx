import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getReminderDays } from "@/lib/domain/reminders/queries";
import { reminderFields } from "@/lib/domain/reminders/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { fieldMeta } from "@/lib/platform/schema/field";
import { ReminderForm } from "./reminder-form";

export const metadata = { title: "Reminders" };

/** When people are told of tasks, reviews, treatments and acceptances that fall due. */
export default async function RemindersPage() {
  const { can, version, ...days } = await orNotFound(getReminderDays.execute(await requireActor(), {}));
  const keys = Object.keys(reminderFields) as (keyof typeof reminderFields)[];
  return (
    <>
      <PageHeader
        title="Reminders"
        description="The owner is told first: before the day, on it, and when it has passed. Their lead follows."
      />
      <PageBody>
        {can.edit ? (
          <ReminderForm values={days} version={version} />
        ) : (
          <Section title="Days">
            <Facts
              columns={2}
              items={keys.map((key) => ({
                label: fieldMeta(reminderFields[key]).label,
                value: `${days[key]} days`,
              }))}
            />
          </Section>
        )}
      </PageBody>
    </>
  );
}
