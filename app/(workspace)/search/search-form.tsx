import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { longestQuery } from "@/lib/domain/search/rules";

/** What is searched for; works without scripts. */
export function SearchForm({ q }: { q: string }) {
  return (
    <form method="get" action="/search" className="flex max-w-2xl flex-wrap items-end gap-2">
      <div className="grid min-w-0 flex-1 gap-1">
        <label htmlFor="q" className="font-medium text-sm">
          Words or reference
        </label>
        <Input id="q" name="q" type="search" defaultValue={q} maxLength={longestQuery} autoComplete="off" />
      </div>
      <Button type="submit" tone="primary">
        Search
      </Button>
    </form>
  );
}
