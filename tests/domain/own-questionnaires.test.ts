import { beforeAll, describe, expect, test } from "vitest";
import { withQuestion } from "@/lib/domain/assessments/templates/edit/rules";
import { createOwn, importOwn } from "@/lib/domain/assessments/templates/own/commands/create-own";
import {
  discardDraft,
  importDraft,
  saveDraft,
} from "@/lib/domain/assessments/templates/own/commands/edit-draft";
import {
  publishOwn,
  restoreOwn,
  retireOwn,
} from "@/lib/domain/assessments/templates/own/commands/publish-own";
import { compareOwn } from "@/lib/domain/assessments/templates/own/queries/compare";
import { getTemplateFile } from "@/lib/domain/assessments/templates/own/queries/file";
import { getDraft, getOwn, getOwnHistory } from "@/lib/domain/assessments/templates/own/queries/own";
import { ownRegister } from "@/lib/domain/assessments/templates/own/queries/register";
import { getTemplate, listTemplates } from "@/lib/domain/assessments/templates/queries";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { smallQuestionnaire } from "@/tests/support/questionnaires";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let administrator: Actor;
let below: Actor;
let stranger: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  administrator = await personWith("administrator", world.insurance);
  below = await personWith("lead", world.claims);
  stranger = await personWith("lead", world.clinics);
});

const imported = (text = smallQuestionnaire()) => importOwn.execute(lead, { unitId: world.insurance, text });
const draftOf = (id: string) => getDraft.execute(lead, { id });
async function published(text?: string) {
  const { id } = await imported(text);
  return publishOwn.execute(lead, { id, version: (await draftOf(id)).version });
}
async function saved(id: string, edit: (content: Template) => Template) {
  const { version, content } = await draftOf(id);
  return saveDraft.execute(lead, { id, version, content: edit(content) });
}
const labelled = (label: string) => (content: Template) =>
  withQuestion(
    content,
    { section: 0, question: 0 },
    { ...(content.sections[0]?.questions[0] as Question), label },
  );

describe("a questionnaire of one's own", () => {
  test("begins empty or as a copy of a shipped one, and says what it still lacks", async () => {
    const words = { title: "Chatbot check", purpose: "Before it goes live.", unitId: world.insurance };
    const empty = await createOwn.execute(lead, words);
    expect((await draftOf(empty.id)).faults).toMatchObject([
      { section: 0, place: "Section section-1", message: "The title is missing. Write it." },
      {
        section: 0,
        question: 0,
        place: "Question question-1",
        message: "The question is missing. Write it.",
      },
    ]);
    const copy = await createOwn.execute(lead, { ...words, from: "supplier-assessment" });
    const { content, faults } = await draftOf(copy.id);
    const { template } = await getTemplate.execute(lead, { key: "supplier-assessment" });
    expect([content.sections, faults]).toEqual([template.sections, []]);
    expect(content).toMatchObject({ title: words.title, key: copy.key, version: 1 });
    const from = { ...words, from: "none-such" };
    await expect(createOwn.execute(lead, from)).rejects.toThrow("There is no such questionnaire");
  });

  test("is kept half written, and nobody overwrites what somebody else wrote meanwhile", async () => {
    const { id } = await imported();
    const { version, content } = await draftOf(id);
    const first = await saveDraft.execute(lead, { id, version, content: labelled("")(content) });
    expect(first.faults).toMatchObject([
      { place: "Question first", message: "The question is missing. Write it." },
    ]);
    const late = saveDraft.execute(administrator, { id, version, content: labelled("Mine?")(content) });
    await expect(late).rejects.toMatchObject({
      current: { version: version + 1, content: { key: content.key } },
    });
    expect((await draftOf(id)).content).toEqual(first.content);
    const again = await saveDraft.execute(lead, { id, version, content: labelled("")(content) });
    expect(again.version).toBe(first.version);
  });

  test("is published only when nothing is missing, and the message names the section and the question", async () => {
    const { id } = await imported(smallQuestionnaire({ when: ", when: { answer: gone, is: yes }" }));
    await saved(id, (content) => ({
      ...content,
      sections: content.sections.map((one) => ({ ...one, title: "" })),
    }));
    const { version } = await draftOf(id);
    await expect(publishOwn.execute(lead, { id, version })).rejects.toMatchObject({
      problems: [
        { path: "sections.0", message: "Section one: The title is missing. Write it." },
        {
          path: "sections.0.questions.2",
          message: "Question second: It hangs on gone, which is not asked before it.",
        },
      ],
    });
    expect((await getOwn.execute(lead, { id })).state).toBe("draft");
  });

  test("keeps every version that was published, word for word; the database refuses to change one", async () => {
    const { id, key } = await published();
    await saved(id, labelled("Is it really?"));
    expect((await getOwn.execute(lead, { id })).unpublished).toBe(true);
    await publishOwn.execute(lead, { id, version: (await draftOf(id)).version, note: "Clearer." });
    const first = await getTemplate.execute(lead, { key, version: 1 });
    const newest = await getTemplate.execute(lead, { key });
    expect([first.template.version, newest.template.version]).toEqual([1, 2]);
    expect(first.template.sections[0]?.questions[0]?.label).toBe("Is it?");
    const { changes } = await compareOwn.execute(lead, { id, from: 1, to: 2 });
    expect(changes).toMatchObject([{ key: "first", fields: [{ before: "Is it?", after: "Is it really?" }] }]);
    await expect(
      asOwner((client) =>
        client.query(`update questionnaire_versions set content = '{}' where "questionnaireId" = $1`, [id]),
      ),
    ).rejects.toThrow("never changed");
    const { versions } = await getOwn.execute(lead, { id });
    expect(versions).toMatchObject([{ number: 2, note: "Clearer." }, { number: 1 }]);
  });

  test("two who publish at once publish one version", async () => {
    const { id } = await imported();
    const { version } = await draftOf(id);
    const both = await Promise.allSettled([1, 2, 3].map(() => publishOwn.execute(lead, { id, version })));
    expect(both.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect((await getOwn.execute(lead, { id })).versions.length).toBe(1);
  });

  test("a draft goes back to the newest version, which leaves nothing to publish", async () => {
    const { id } = await published();
    await saved(id, labelled("Something else?"));
    const { version } = await draftOf(id);
    await discardDraft.execute(lead, { id, version });
    expect(await getOwn.execute(lead, { id })).toMatchObject({ unpublished: false, published: 1 });
    await expect(publishOwn.execute(lead, { id, version: version + 1 })).rejects.toThrow(
      "nothing to publish",
    );
  });

  test("is exported and read in again as the same content, and puts a file in place of its draft", async () => {
    const { id, key } = await published();
    const text = await fileText(key);
    const { version, content } = await draftOf(id);
    const same = await importDraft.execute(lead, { id, version, text });
    expect(same.version).toBe(version);
    const other = await importDraft.execute(lead, {
      id,
      version,
      text: text.replace("Is it?", "Is it now?"),
    });
    expect(other.content).toEqual(labelled("Is it now?")(content));
    const copy = await imported(text);
    await publishOwn.execute(lead, { id: copy.id, version: 1 });
    expect((await fileText(copy.key)).replace(copy.key, key)).toBe(text);
    const wrong = importDraft.execute(lead, { id, version: version + 1, text: "title: *x\n" });
    await expect(wrong).rejects.toThrow("Line 1: Anchors and aliases");
  });

  test("retired, it is offered to nobody and changed by nobody; what was published stays, until it is brought back", async () => {
    const { id, key, version } = await published();
    const offered = async () => (await listTemplates.execute(lead, {})).rows.some((one) => one.key === key);
    expect(await offered()).toBe(true);
    const retired = await retireOwn.execute(lead, { id, version, reason: "Replaced." });
    expect(await offered()).toBe(false);
    expect((await getTemplate.execute(lead, { key })).template.key).toBe(key);
    await expect(saved(id, labelled("Late?"))).rejects.toBeInstanceOf(Conflict);
    await restoreOwn.execute(lead, { id, version: retired.version });
    expect(await offered()).toBe(true);
  });

  test("tells in its history who wrote which question, and what was published", async () => {
    const { id } = await imported();
    await saved(id, labelled("Is it so?"));
    await publishOwn.execute(lead, { id, version: (await draftOf(id)).version, note: "First." });
    const { entries } = await getOwnHistory.execute(lead, { id });
    expect(
      entries.map(({ changes }) => changes.map(({ label, after }) => `${label}: ${after}`).join("; ")),
    ).toEqual([
      expect.stringContaining("What is new: First."),
      expect.stringContaining("Draft: question first changed (label)"),
      expect.any(String),
    ]);
  });

  test("keeps its key whatever a draft says, and is as long as a draft may be", async () => {
    const { id, key } = await imported();
    const { content } = await saved(id, (draft) => ({ ...draft, key: "ai-risk-assessment", version: 77 }));
    expect(content).toMatchObject({ key, version: 1 });
    const long = saved(id, (draft) => ({
      ...draft,
      sections: Array.from({ length: 30 }, (_, at) => ({
        key: `s${at}`,
        title: "T",
        questions: Array.from({ length: 60 }, (_one, index) => ({
          ...(draft.sections[0]?.questions[0] as Question),
          ...{ key: `q${at}-${index}`, label: "x".repeat(400) },
        })),
      })),
    }));
    await expect(long).rejects.toThrow("longer than 500,000 characters");
  });
});

describe("who reaches a questionnaire of one's own", () => {
  test("units below answer what is published above them, and see nothing of drafts", async () => {
    const { id, key } = await imported(smallQuestionnaire().replace('"Small"', '"Zebra crossing check"'));
    const found = async (actor: Actor) =>
      (await searchRecords.execute(actor, { q: "zebra crossing" })).results.length;
    const listed = async (actor: Actor) =>
      (await ownRegister.list.execute(actor, { q: "Zebra" })).rows.length;
    await expect(getOwn.execute(below, { id })).rejects.toBeInstanceOf(NotFound);
    expect([await listed(below), await found(below), await found(lead)]).toEqual([0, 0, 1]);
    await publishOwn.execute(lead, { id, version: 1 });
    expect((await getOwn.execute(below, { id })).can).toEqual({
      edit: false,
      publish: false,
      retire: false,
      restore: false,
    });
    expect((await getTemplate.execute(below, { key })).template.key).toBe(key);
    expect([await listed(below), await found(below)]).toEqual([1, 1]);
    await expect(getDraft.execute(below, { id })).rejects.toBeInstanceOf(NotFound);
    const { content } = await draftOf(id);
    await expect(saveDraft.execute(below, { id, version: 2, content })).rejects.toBeInstanceOf(Forbidden);
  });

  test("a sibling unit finds no trace of it", async () => {
    const { id, key } = await published();
    await expect(getOwn.execute(stranger, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(getTemplate.execute(stranger, { key })).rejects.toBeInstanceOf(NotFound);
    expect((await ownRegister.list.execute(stranger, {})).rows).toEqual([]);
    expect((await listTemplates.execute(stranger, {})).rows.some((one) => one.own)).toBe(false);
  });

  test("who may write may not publish without the permission for it", async () => {
    const { id } = await imported();
    await expect(publishOwn.execute(administrator, { id, version: 1 })).rejects.toBeInstanceOf(Forbidden);
  });

  test.each(["draft", "published", "retired"] as const)(
    "the register narrows down to what is %s as it shows it",
    async (state) => {
      const { rows } = await ownRegister.list.execute(lead, { state });
      expect(rows.every((row) => row["state"] === state)).toBe(true);
      const all = await ownRegister.list.execute(lead, { limit: 200 });
      expect(rows.length).toBe(all.rows.filter((row) => row["state"] === state).length);
      await expect(ownRegister.list.execute(lead, { state: "lost" })).rejects.toBeInstanceOf(Invalid);
    },
  );
});

async function fileText(key: string): Promise<string> {
  const { bytes } = await getTemplateFile.execute(lead, { key });
  return new Response(bytes).text();
}
