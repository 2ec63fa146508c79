import "server-only";

/**
 * Returns for each node the number of its strongly connected component: two nodes have the same where each reaches the
 * other. Tarjan's algorithm with a stack of its own, so that a long chain of nodes is no deep recursion.
 */
export function groupsOf(steps: readonly (readonly { to: number }[])[]): number[] {
  const group = new Array<number>(steps.length).fill(-1);
  const order = new Array<number>(steps.length).fill(-1);
  const low = new Array<number>(steps.length).fill(0);
  const next = new Array<number>(steps.length).fill(0);
  const open: number[] = [];
  let [seen, groups] = [0, 0];
  const enter = (node: number, work: number[]) => {
    order[node] = seen;
    low[node] = seen;
    seen += 1;
    open.push(node);
    work.push(node);
  };
  const lower = (node: number, to: number) => {
    low[node] = Math.min(low[node] ?? 0, to);
  };
  for (let root = 0; root < steps.length; root += 1) {
    if (order[root] !== -1) continue;
    const work: number[] = [];
    enter(root, work);
    for (let node = work.at(-1); node !== undefined; node = work.at(-1)) {
      const step = steps[node]?.[next[node] ?? 0];
      next[node] = (next[node] ?? 0) + 1;
      if (step) {
        if (order[step.to] === -1) enter(step.to, work);
        else if (group[step.to] === -1) lower(node, order[step.to] ?? 0);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above !== undefined) lower(above, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      let member: number | undefined;
      do {
        member = open.pop();
        if (member !== undefined) group[member] = groups;
      } while (member !== node);
      groups += 1;
    }
  }
  return group;
}
