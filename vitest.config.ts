import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { mutants } from "./tests/support/mutants/plugin";

/** Starts the longest file first, so that it does not run alone at the end while the other core rests. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith("/hostile-input.test.ts");
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// These run on the product with a switch at each check of who may do what.
export const switched = ["tests/access/second-wall.test.ts", "tests/access/switched-off.test.ts"];

// These set settings of their own, which a process reads once.
export const ownSettings = [
  "tests/access/first-wall.test.ts",
  "tests/api/rate-limit.test.ts",
  "tests/domain/kept-checkpoints.test.ts",
  "tests/domain/notices.test.ts",
  "tests/domain/respondents-mail.test.ts",
  "tests/domain/single-sign-on-answers.test.ts",
  "tests/domain/single-sign-on.test.ts",
  "tests/domain/webhooks.test.ts",
  "tests/platform/https.test.ts",
  "tests/platform/s3-server.test.ts",
  "tests/platform/s3-storage.test.ts",
];

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve(import.meta.dirname),
      "server-only": path.resolve(import.meta.dirname, "tests/support/server-only.ts"),
    },
  },
  test: {
    globalSetup: ["tests/support/server.ts"],
    setupFiles: ["tests/support/database.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    // Dates are compared as instants; a zone far from UTC shows where one was forgotten.
    env: { TZ: "Pacific/Apia", NODE_ENV: "test" },
    projects: [
      {
        extends: true,
        test: {
          name: "specification",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**", "tests/drill/**", ...ownSettings, ...switched],
          // Loading the product anew for each file took longer than many of them run.
          isolate: false,
        },
      },
      { extends: true, test: { name: "own settings", include: ownSettings } },
      { extends: true, plugins: [mutants()], test: { name: "switched", include: switched } },
    ],
  },
});
