import { personNamed } from "@/lib/cli/person-named";
import { takeIn } from "@/lib/cli/take-in";
import { receiveBom } from "@/lib/domain/inventory/boms/commands/receive-bom";
import { getBom } from "@/lib/domain/inventory/boms/queries";
import { systemRegister } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";

/** What the command was asked to do. */
interface BomWish {
  file: string;
  /** Reference or name of the AI system that the file describes. */
  system: string;
  /** The e-mail address of the person with whose rights it is done. */
  as: string;
}

/** Hands in a bill of materials of a system and returns its differences from the register; throws NotFound. */
export async function compareBom({ file, system, as }: BomWish) {
  const actor = await personNamed(as);
  const id = await systemNamed(actor, system);
  const received = await receiveBom.receive(actor, { id, file: await takeIn(file) });
  const { differences, unreadable } = await getBom.execute(actor, { id: received.id });
  return { id: received.id, differences, unreadable };
}

async function systemNamed(actor: Actor, system: string): Promise<string> {
  const { rows } = await systemRegister.list.execute(actor, { q: system, limit: 50 });
  const same = (word: unknown) => String(word).toLowerCase() === system.toLowerCase();
  const found = rows.filter(({ ref, name }) => same(ref) || same(name));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  throw new NotFound(
    found.length > 1
      ? `Several AI systems are called "${system}". Say which by its reference: ${found.map(({ ref }) => ref).join(", ")}.`
      : `${actor.name} finds no AI system "${system}". Say its reference, such as S-0007, or its whole name.`,
  );
}
