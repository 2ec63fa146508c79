import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { atlas, getTree, getTreeHistory } from "@/lib/domain/attack-trees/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { StandingBadge } from "./standing-badge";
import { TreeActs } from "./tree-acts";
import { TreeNode } from "./tree-node";
import { WaysSection } from "./ways-section";

interface AttackTreePageProps {
  params: Promise<{ id: string }>;
}

const treeOf = cache(async (id: string) => orNotFound(getTree.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: AttackTreePageProps): Promise<Metadata> {
  const { ref, title } = await treeOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One attack tree: how its goal can be reached, at what price, and what stands in the way. */
export default async function AttackTreePage({ params }: AttackTreePageProps) {
  const { id } = await params;
  const tree = await treeOf(id);
  const { entries } = await getTreeHistory.execute(await requireActor(), { id });
  const root = tree.nodes.find(({ parentId }) => parentId === null);
  const options = {
    threatIds: tree.threats.map((one) => ({ value: one.id, label: `${one.ref} ${one.title}` })),
    technique: techniqueOptions(tree.nodes),
    zoneId: tree.zones.map(({ id: value, name }) => ({ value, label: name })),
  };
  const { model } = tree;
  return (
    <>
      <PageHeader
        trail={[
          { href: "/threat-models", label: "Threat models" },
          { href: `/threat-models/${model.id}/attack-trees`, label: `${model.ref} ${model.title}` },
        ]}
        reference={tree.ref}
        title={tree.title}
        badges={
          <>
            {root?.figures ? <StandingBadge standing={root.figures.standing} /> : null}
            {tree.archived ? <Badge>Put aside</Badge> : null}
          </>
        }
        actions={tree.can.edit ? <TreeActs tree={tree} /> : null}
      />
      <PageBody>
        <Section
          title="Tree"
          description="A goal takes what is below it: everything, or the least of it. A step is closed by a control that works by design and in operation."
        >
          {root ? (
            <ul>
              <TreeNode tree={tree} node={root} options={options} />
            </ul>
          ) : null}
        </Section>
        <WaysSection tree={tree} />
        <RecordTalk
          subject={{ type: "attack-trees", id, ref: tree.ref, unitId: tree.unitId }}
          history={entries}
        />
      </PageBody>
    </>
  );
}

// The techniques to choose from, and those of a newer release that steps are already.
function techniqueOptions(nodes: readonly { technique: string | null }[]) {
  const known = atlas().techniques;
  const newer = new Set(
    nodes.flatMap(({ technique }) => (technique && !known.has(technique) ? [technique] : [])),
  );
  return [
    ...[...known].map(([value, title]) => ({ value, label: `${value} ${title}` })),
    ...[...newer].map((value) => ({ value, label: value })),
  ];
}
