import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { taskRegister } from "@/lib/domain/tasks/queries";

export const metadata = { title: "Tasks" };

/** Every task that the person may read, on whatever record. */
export default function TasksPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={taskRegister}
      searchParams={searchParams}
      noun={{ one: "task", many: "tasks" }}
      description="What is asked of whom, on which record, by when."
      empty="A task is added on the page of the record that it is about."
    />
  );
}
