import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getTestData } from "@/lib/domain/test-runs/test-data/queries";
import { testDataFields } from "@/lib/domain/test-runs/test-data/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { fieldMeta } from "@/lib/platform/schema/field";
import { TestDataForm } from "./test-data-form";

export const metadata = { title: "Test data" };

/** What is kept of the prompts, answers and files of test results, and what is masked in texts before they are written. */
export default async function TestDataPage() {
  const { can, version, masked, ...values } = await orNotFound(getTestData.execute(await requireActor(), {}));
  const keys = Object.keys(testDataFields) as (keyof typeof testDataFields)[];
  return (
    <>
      <PageHeader
        title="Test data"
        description="Prompts and answers of security tests are hostile and private. Unless you decide otherwise, none is kept."
      />
      <PageBody>
        {can.edit ? (
          <TestDataForm values={values} version={version} />
        ) : (
          <Section title="What is kept">
            <Facts
              columns={2}
              items={keys.map((key) => {
                const { label, options } = fieldMeta(testDataFields[key]);
                const value = String(values[key]);
                return { label, value: options?.find((one) => one.value === value)?.label ?? value };
              })}
            />
          </Section>
        )}
        <Section
          title="What is always so"
          description="Texts are never sent anywhere, and no address in them is opened."
        >
          <ul className="grid list-disc gap-1 pl-5 text-sm">
            <li>
              Of failed cases a hash of the prompt is kept (HMAC-SHA-256 with a key of your organisation).
            </li>
            <li>Files on their way in lie encrypted (AES-256-GCM) until they are applied, a day at most.</li>
            <li>Characters that a screen would hide or obey are shown as their name or number.</li>
          </ul>
        </Section>
        <Section
          title={`What is masked: ${masked.length} rules`}
          description="Before a text is written. A mark such as [e-mail] stays in its place. What no rule knows is not masked."
        >
          <ul aria-label="Rules by which texts are masked" className="grid gap-2 text-sm">
            {masked.map(({ kind, about }) => (
              <li key={about} className="grid sm:grid-cols-[10rem_1fr]">
                <span className="font-mono text-xs leading-5">[{kind}]</span>
                <span className="break-words">{about}</span>
              </li>
            ))}
          </ul>
        </Section>
      </PageBody>
    </>
  );
}
