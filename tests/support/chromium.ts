import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

interface Found {
  path: string | null;
  /** What to do when there is none. */
  advice: string;
}

// Chromium without its windows draws the same pages for half the work; with them it serves as well.
const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Returns the path of a Chromium on this machine, installing Debian's where that is possible, or what to do. */
export function findChromium(): Found {
  const there = () =>
    places.find((place) => place !== undefined && place !== "" && existsSync(place)) ?? null;
  const found = there() ?? (canInstall() ? install(there) : null);
  return {
    path: found,
    advice:
      "No Chromium was found for the browser tests. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.",
  };
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function install(there: () => string | null): string | null {
  console.log("Installing Chromium for the browser tests (apt-get install) …");
  const run = (...words: string[]) =>
    execFileSync("apt-get", words, {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  for (const name of ["chromium-headless-shell", "chromium"])
    try {
      run("update", "-qq");
      run("install", "-y", "-qq", "--no-install-recommends", name);
      break;
    } catch {
      // The next one may be there.
    }
  return there();
}
