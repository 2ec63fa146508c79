import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateTree, type Standing } from "@/lib/domain/attack-trees/evaluate";
import {
  type AttackNode,
  attackNode,
  attackTree,
  shapeProblem,
  treeLimits,
} from "@/lib/domain/attack-trees/schema";

const rank = (from: number | undefined) =>
  from === undefined ? null : (String(from) as AttackNode["skill"]);
type Said = Partial<Omit<AttackNode, "skill" | "detectability">> & { skill?: number; detectability?: number };
const node = (
  id: string,
  parentId: string | null,
  { skill, detectability, ...more }: Said = {},
): AttackNode =>
  attackNode.parse({
    ...{
      id,
      parentId,
      name: id,
      gate: "or",
      cost: null,
      technique: null,
      release: null,
      zoneId: null,
      test: null,
    },
    ...{ threatIds: [], controlIds: [], skill: rank(skill), detectability: rank(detectability), ...more },
  });
const open = (): Standing => "open";

// A poisoned document is retrieved, turns the agent and sends data out; or an insider copies it.
const theft = [
  node("goal", null, { gate: "or" }),
  node("inject", "goal", { gate: "and" }),
  node("plant", "inject", { cost: 50, skill: 2, detectability: 1, technique: "AML.T0070", zoneId: "web" }),
  node("send", "inject", { gate: "or" }),
  node("mail", "send", { cost: 0, skill: 1, detectability: 4, technique: "AML.T0053" }),
  node("image", "send", { cost: 10, skill: 3, detectability: 2, technique: "AML.T0057" }),
  node("insider", "goal", { cost: 5000, skill: 1, detectability: 3 }),
];

describe("an attack tree", () => {
  test("takes the cheapest way where any will do, and everything where all is needed", () => {
    const { figures, paths, cut } = evaluateTree(theft, open);
    expect(figures.get("send")?.cost).toEqual({ least: 0, most: 0 });
    expect(figures.get("inject")).toMatchObject({
      cost: { least: 50, most: 50 },
      skill: { least: 2, most: 2 },
      detectability: { least: 2, most: 2 },
    });
    expect(figures.get("goal")?.skill).toEqual({ least: 1, most: 1 });
    expect(paths.map(({ steps, cost }) => [steps, cost.least])).toEqual([
      [["plant", "mail"], 50],
      [["plant", "image"], 60],
      [["insider"], 5000],
    ]);
    expect(paths[0]).toMatchObject({ techniques: ["AML.T0070", "AML.T0053"], crossed: ["web"] });
    expect(cut).toBe(false);
  });

  test("an unknown figure stays a range and is never taken for nothing", () => {
    const [first, ...rest] = theft.map((one) => (one.id === "plant" ? { ...one, cost: null } : one));
    const { figures } = evaluateTree([first as AttackNode, ...rest], open);
    expect(figures.get("inject")?.cost).toEqual({ least: 0, most: null });
    expect(figures.get("goal")?.cost).toEqual({ least: 0, most: 5000 });
  });

  test("a working control closes every way that needs its step, and no other", () => {
    const standing = (step: AttackNode): Standing => (step.id === "plant" ? "closed" : "open");
    const { figures, paths } = evaluateTree(theft, standing);
    expect(figures.get("inject")?.standing).toBe("closed");
    expect(figures.get("goal")?.standing).toBe("open");
    expect(paths.map(({ steps, standing }) => [steps.at(-1), standing])).toEqual([
      ["insider", "open"],
      ["mail", "closed"],
      ["image", "closed"],
    ]);
    const doubtful = evaluateTree(theft, ({ id }) => (id === "insider" ? "unknown" : "closed"));
    expect(doubtful.figures.get("goal")?.standing).toBe("unknown");
  });

  test("a way that holds all of another is not a way of its own", () => {
    const tree = [
      node("goal", null, { gate: "or" }),
      node("a", "goal"),
      node("both", "goal", { gate: "and" }),
      node("b", "both"),
      node("c", "both"),
    ];
    expect(evaluateTree(tree, open).paths.map(({ steps }) => steps)).toEqual([["a"], ["b", "c"]]);
  });

  test("more ways than are followed are cut, and said to be", () => {
    const wide = [
      node("goal", null, { gate: "and" }),
      ...[1, 2, 3, 4, 5].flatMap((group) => [
        node(`g${group}`, "goal"),
        ...[1, 2, 3, 4, 5].map((one) => node(`g${group}s${one}`, `g${group}`)),
      ]),
    ];
    const { paths, cut } = evaluateTree(wide, open);
    expect([paths.length, cut]).toEqual([treeLimits.paths, true]);
  });

  test.each([
    ["no goal", [node("a", "b"), node("b", "a")], /one goal/],
    ["two goals", [node("a", null), node("b", null)], /one goal/],
    ["a circle beside the goal", [node("a", null), node("b", "c"), node("c", "b")], /stands above itself/],
    ["a parent that is not there", [node("a", null), node("b", "z")], /not there/],
    ["one id twice", [node("a", null), node("a", "a")], /one id/],
    [
      "too deep a tree",
      Array.from({ length: 13 }, (_, at) => node(`n${at}`, at === 0 ? null : `n${at - 1}`)),
      /12 levels/,
    ],
  ])("%s is refused in words", (_, nodes, words) => {
    expect(shapeProblem(nodes)).toMatch(words);
    expect(attackTree.safeParse(nodes).success).toBe(false);
  });

  test("more nodes than the limit are refused", () => {
    const many = [
      node("goal", null),
      ...Array.from({ length: treeLimits.nodes }, (_, at) => node(`n${at}`, "goal")),
    ];
    expect(attackTree.safeParse(many).error?.issues[0]?.message).toMatch(/up to 200 nodes/);
  });
});

// Trees of every shape: each node hangs on one that came before it.
const trees = fc
  .array(
    fc.record({
      above: fc.nat(),
      gate: fc.constantFrom("and" as const, "or" as const),
      cost: fc.integer({ min: 0, max: 99 }),
      skill: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((made) =>
    made.map(({ above, ...more }, at) => node(`n${at}`, at === 0 ? null : `n${above % at}`, more)),
  );

/** Whether the goal comes about when these steps are taken: read off the tree, without any of the arithmetic. */
function reaches(nodes: readonly AttackNode[], taken: ReadonlySet<string>, at = "n0"): boolean {
  const below = nodes.filter(({ parentId }) => parentId === at);
  if (below.length === 0) return taken.has(at);
  const each = below.map(({ id }) => reaches(nodes, taken, id));
  return nodes.find(({ id }) => id === at)?.gate === "and" ? each.every(Boolean) : each.some(Boolean);
}

describe("of any tree", () => {
  test("every way reaches the goal, and no step of it is needless", () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        for (const { steps } of evaluateTree(nodes, open).paths) {
          expect(reaches(nodes, new Set(steps))).toBe(true);
          for (const step of steps)
            expect(reaches(nodes, new Set(steps.filter((one) => one !== step)))).toBe(false);
        }
      }),
    );
  });

  test("the goal costs what its cheapest way costs, and asks for the skill of the least demanding one", () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const { figures, paths } = evaluateTree(nodes, open);
        const goal = figures.get("n0");
        expect(goal?.cost.least).toBe(Math.min(...paths.map(({ cost }) => cost.least)));
        expect(goal?.skill.least).toBe(Math.min(...paths.map(({ skill }) => skill.least)));
      }),
    );
  });

  test("it is open exactly when a way is open", () => {
    fc.assert(
      fc.property(trees, fc.array(fc.nat({ max: 11 })), (nodes, closed) => {
        const shut = new Set(closed.map((at) => `n${at}`));
        const { figures, paths } = evaluateTree(nodes, ({ id }) => (shut.has(id) ? "closed" : "open"));
        expect(figures.get("n0")?.standing === "open").toBe(
          paths.some(({ standing }) => standing === "open"),
        );
      }),
    );
  });
});
