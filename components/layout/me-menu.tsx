"use client";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { applyTheme, currentTheme, type Theme } from "@/components/layout/theme";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-item";
import { toast } from "@/components/ui/toast";

/** Who is signed in. */
export interface Me {
  name: string;
  email: string;
  role?: string;
  links?: readonly { href: string; label: string }[];
}

const themes: { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
];

/** The menu of the person: their own pages, the theme, the way out. */
export function MeMenu({ me, signOut }: { me: Me; signOut: { url: string; goTo: string } }) {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(currentTheme()), []);

  const leave = async () => {
    const answer = await fetch(signOut.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }).catch(() => undefined);
    if (!answer?.ok && answer?.status !== 401) {
      toast.bad("You are still signed in.", { detail: "The server did not answer. Try again." });
      return;
    }
    window.location.assign(signOut.goTo);
  };
  const items: MenuItem[] = [
    { heading: me.name, detail: me.role ? `${me.email} · ${me.role}` : me.email },
    "separator",
    ...(me.links ?? []).map((link) => ({ ...link })),
    ...(me.links?.length ? (["separator"] as const) : []),
    ...themes.map(({ value, label, icon: Icon }) => ({
      label,
      icon: <Icon aria-hidden="true" />,
      checked: theme === value,
      onSelect: () => {
        applyTheme(value);
        setTheme(value);
      },
    })),
    "separator",
    { label: "Sign out", icon: <LogOut aria-hidden="true" />, onSelect: () => void leave() },
  ];
  return (
    <Menu
      label={`Account of ${me.name}`}
      items={items}
      triggerLook="inline-flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-sunken"
      trigger={
        <span
          aria-hidden="true"
          className="flex size-6 items-center justify-center rounded-full bg-accent-soft font-semibold text-2xs text-accent"
        >
          {initials(me.name)}
        </span>
      }
    />
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
