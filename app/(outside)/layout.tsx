import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

/** The frame of the pages for people outside, who see one piece of work and nothing else. */
export default function OutsideLayout({ children }: { children: ReactNode }) {
  return (
    <main className="min-h-dvh bg-page px-4 py-8">
      <div className="mx-auto w-full max-w-2xl">
        <p className="mb-6 flex items-center gap-2.5 font-semibold text-lg">
          <Mark size={28} />
          Plumbline
        </p>
        {children}
      </div>
    </main>
  );
}
