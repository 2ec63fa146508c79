import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { classificationRegister } from "@/lib/domain/obligations/classifications/queries/register";
import { ClassificationTabs } from "./classification-tabs";

export const metadata = { title: "EU AI Act" };

/** Every AI system with its class under the EU AI Act. */
export default async function ClassificationsPage({ searchParams }: { searchParams: SearchParams }) {
  const { unsigned, asOf } = await searchParams;
  const day = typeof asOf === "string" && asOf !== "" ? asOf : undefined;
  return (
    <RegisterView
      register={classificationRegister}
      searchParams={searchParams}
      noun={{ one: "AI system", many: "AI systems" }}
      description="What each AI system is under the EU AI Act, by which route and from when, and whether somebody has signed it. A system that nobody has classified is listed as such."
      empty="There are no AI systems yet. Each is classified on its own page."
      tabs={<ClassificationTabs current={unsigned === "true" ? "unsigned" : "all"} asOf={day} />}
    />
  );
}
