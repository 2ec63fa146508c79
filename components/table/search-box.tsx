"use client";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { Kbd } from "@/components/ui/kbd";

interface SearchBoxProps {
  noun: { one: string; many: string };
  value: string;
  onChange: (q: string) => void;
}

/** Free text over a register; `/` leads here from anywhere on the page. */
export function SearchBox({ noun, value, onChange }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <label className="relative block w-full sm:w-60">
      <span className="sr-only">Search {noun.many}</span>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-ink-faint"
      />
      <input
        ref={input}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (value) onChange("");
          else event.currentTarget.blur();
        }}
        placeholder={`Search ${noun.many}`}
        aria-keyshortcuts="/"
        className="peer h-7.5 w-full rounded-md border border-control bg-panel pr-8 pl-8 text-sm hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1.5 right-2 flex max-sm:hidden peer-focus:hidden peer-not-placeholder-shown:hidden"
      >
        <Kbd>/</Kbd>
      </span>
    </label>
  );
}
