import type { Metadata } from "next";
import { StandingBadge } from "@/app/(workspace)/attack-trees/[id]/standing-badge";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { listTrees } from "@/lib/domain/attack-trees/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ModelFrame } from "../model-frame";
import { modelOf } from "../read-model";
import { NewTree } from "./new-tree";

interface TreesPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: TreesPageProps): Promise<Metadata> {
  return { title: `Attack trees of ${(await modelOf((await params).id)).ref}` };
}

/** The attack trees of a threat model: what an attacker, or an accident, can reach and how. */
export default async function AttackTreesPage({ params }: TreesPageProps) {
  const { id } = await params;
  const model = await modelOf(id);
  const { rows } = await listTrees.execute(await requireActor(), { threatModelId: id });
  return (
    <ModelFrame model={model} current="/attack-trees">
      <PageBody>
        <Section
          title={`Attack trees: ${rows.length}`}
          description="How a goal can be reached, step by step, and what stands in the way."
          flush
          actions={model.can.edit ? <NewTree threatModelId={id} /> : null}
        >
          <SimpleTable
            label="Attack trees"
            columns={[
              { key: "tree", label: "Goal" },
              { key: "standing", label: "Stands", width: "12rem" },
              { key: "nodes", label: "Nodes", width: "6rem", align: "right" },
              { key: "ways", label: "Ways", width: "6rem", align: "right" },
              { key: "open", label: "Open ways", width: "7rem", align: "right" },
            ]}
            rows={rows.map((tree) => ({
              key: tree.id,
              href: `/attack-trees/${tree.id}`,
              cells: {
                tree: `${tree.ref} ${tree.title}`,
                standing: tree.archived ? (
                  <Badge>Put aside</Badge>
                ) : (
                  <StandingBadge standing={tree.standing} />
                ),
                nodes: tree.nodes,
                ways: tree.ways,
                open: tree.openWays,
              },
            }))}
            empty="None yet. Begin with a goal: what must not happen."
          />
        </Section>
      </PageBody>
    </ModelFrame>
  );
}
