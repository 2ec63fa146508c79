import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

/** The frame of the pages that nobody needs to be signed in for. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-page px-4 py-10">
      <div className="w-full max-w-sm">
        <p className="mb-6 flex items-center gap-2.5 font-semibold text-lg">
          <Mark size={28} />
          Plumbline
        </p>
        {children}
      </div>
    </main>
  );
}
