import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { assessmentPage, readProofs, readRequirements } from "@/tests/asvs/assessment";
import { notPassed, resultsOfJourneys, resultsOfSpecification } from "@/tests/asvs/results";

// Compares the committed assessment with what the tests of this run proved; with --write it is written anew, as if all
// had passed. Ends with 1 where a test that it names did not pass or is not there.

const reports = path.resolve(".plumbline/reports");
const page = path.resolve("tests/asvs/assessment.md");
const [requirements, proofs] = [readRequirements(), readProofs()];

if (process.argv.includes("--write")) {
  writeFileSync(page, assessmentPage(requirements, proofs));
} else if (
  !["vitest.json", "instances.json", "browser.json"].every((file) => existsSync(path.join(reports, file)))
) {
  console.log("The assessment needs the reports of a whole run. Run: npm test");
  process.exit(1);
} else {
  const failed = notPassed(proofs, [
    ...["vitest.json", "instances.json"].flatMap((file) => resultsOfSpecification(path.join(reports, file))),
    ...resultsOfJourneys(path.join(reports, "browser.json")),
  ]);
  const found = assessmentPage(requirements, proofs, failed);
  writeFileSync(path.join(reports, "asvs.md"), found);
  for (const { requirement, file, test } of failed)
    console.log(`ASVS ${requirement} is not met: ${file}: ${test}: did not pass, or is not there.`);
  const same = found === readFileSync(page, "utf8");
  if (failed.size === 0 && !same)
    console.log("tests/asvs/assessment.md is out of date. Run: npx tsx tests/asvs/check.ts --write");
  if (!same) process.exit(1);
  const met = new Set(proofs.map(({ requirement }) => requirement)).size;
  console.log(
    `ASVS 5.0.0 Level 2: ${met} of ${requirements.length} requirements proved by tests of this run.`,
  );
}
