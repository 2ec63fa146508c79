/** How the person wants the screen: as their system has it, or always light or dark. */
export type Theme = "system" | "light" | "dark";

export const themeCookie = "plumbline-theme";

/** Reads a theme from what a cookie held; anything unknown means the system's. */
export function toTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** The theme that the page shows now. */
export function currentTheme(): Theme {
  return toTheme(document.documentElement.dataset.theme);
}

/** Shows a theme at once and remembers it for the next page. */
export function applyTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember(themeCookie, theme);
}

/** Remembers a preference of this browser for a year, readable by the server for the first paint. */
export function remember(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain HTTP, and Plumbline works by host name or IP.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
