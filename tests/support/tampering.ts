import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ClientBase } from "pg";
import { chainHash } from "@/lib/platform/audit/chain";
import { signCheckpoint } from "@/lib/platform/audit/checkpoint";
import { copyElsewhere, keptElsewhere } from "@/lib/platform/audit/kept-elsewhere";
import { MerkleTree } from "@/lib/platform/audit/merkle";
import type { Random } from "@/tests/support/random-from";
import { asOwner } from "@/tests/support/test-database";
import { rootUnit } from "@/tests/support/world";

// What the owner of the database can do to the audit trail with its triggers out of the way, and how it is undone.

/** A way to tamper; returns the first entry that is wrong afterwards, as the check must name it. */
type Tampering = (client: ClientBase, trail: Trail, random: Random) => Promise<number>;

/** A stored trail with a copy to put it back from. */
interface Trail {
  entries: number;
  /** The numbers of entries at which a checkpoint was signed, kept in the database and outside. */
  signed: readonly number[];
  /** Where the copies outside lie. */
  folder: string;
}

/** Fills the trail with so many chained entries, signs a checkpoint at each `every`, and keeps a copy of all. */
export async function fillTrail(folder: string, entries: number, every: number): Promise<Trail> {
  const tree = new MerkleTree();
  const [signed, notes]: [number[], { size: number; note: string }[]] = [[], []];
  let head: Buffer = Buffer.alloc(0);
  mkdirSync(folder, { recursive: true });
  await asOwner(async (client) => {
    for (let from = 1; from <= entries; from += 5_000) {
      const rows = Array.from({ length: Math.min(5_000, entries - from + 1) }, (_, i) => {
        const row = entry(from + i, new Date(1_790_000_000_000 + (from + i) * 1_000));
        const next = { ...row, previousHash: head, hash: chainHash(head, factsOf(row)) };
        head = next.hash;
        tree.add(head);
        if (row.seq % every === 0) {
          notes.push({ size: row.seq, note: signCheckpoint({ size: row.seq, root: tree.root(), head }) });
          signed.push(row.seq);
        }
        return next;
      });
      await insert(client, rows);
    }
    for (const { size, note } of notes)
      await client.query(
        `insert into audit_checkpoints (id, size, note) values (gen_random_uuid(), $1, $2)`,
        [size, note],
      );
    await client.query(`create table kept_entries as select * from audit_entries;
      create table kept_notes as select * from audit_checkpoints; alter table kept_entries add primary key (seq)`);
  });
  const kept = keptElsewhere();
  if (!kept) throw new Error("The settings name no place outside.");
  await copyElsewhere(kept, notes);
  return { entries, signed, folder };
}

/** Tampers, lets the work look at it, and puts everything back. */
export async function tampered<T>(
  how: Tampering,
  trail: Trail,
  random: Random,
  look: (expected: number) => Promise<T>,
): Promise<T> {
  const outside = readdirSync(trail.folder).map(
    (name) => [name, readFileSync(path.join(trail.folder, name))] as const,
  );
  const expected = await untriggered((client) => how(client, trail, random));
  const result = await look(expected);
  for (const [name, bytes] of outside) writeFileSync(path.join(trail.folder, name), bytes);
  // What is as it was is left alone, so that a small change is undone quickly.
  await untriggered((client) =>
    client.query(`delete from audit_entries a where not exists (select from kept_entries k where k = a);
      insert into audit_entries select * from kept_entries k where not exists (select from audit_entries a where a.seq = k.seq);
      delete from audit_checkpoints; insert into audit_checkpoints select * from kept_notes`),
  );
  return result;
}

function untriggered<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
  return asOwner(async (client) => {
    await client.query("begin; set local session_replication_role = replica");
    const result = await work(client);
    await client.query("commit");
    return result;
  });
}

/** The twelve ways; each hits another entry every time. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  async edit(client, { entries }, random) {
    const seq = 1 + random(entries);
    await client.query(`update audit_entries set text = text || ' ' where seq = $1`, [seq]);
    return seq;
  },
  async delete(client, { entries }, random) {
    const seq = 1 + random(entries - 1);
    await client.query(`delete from audit_entries where seq = $1`, [seq]);
    return seq;
  },
  async insert(client, { entries }, random) {
    const seq = 2 + random(entries - 1);
    await shift(client, seq, 1);
    await insert(client, [forged(seq, Buffer.alloc(32, 1))]);
    return seq;
  },
  async swap(client, { entries }, random) {
    const seq = 1 + random(entries - 1);
    await client.query(
      `update audit_entries a set text = b.text, "requestId" = b."requestId", at = b.at from audit_entries b
       where (a.seq, b.seq) in (($1::bigint, $1::bigint + 1), ($1::bigint + 1, $1::bigint))`,
      [seq],
    );
    return seq;
  },
  async "cut the end off"(client, { entries }, random) {
    const left = entries - 1 - random(Math.floor(entries / 2));
    await client.query(
      `delete from audit_entries where seq > ${left}; delete from audit_checkpoints where size > ${left}`,
    );
    return left + 1;
  },
  async "cut the beginning off"(client, { entries }, random) {
    const gone = 1 + random(Math.floor(entries / 2));
    await client.query(`delete from audit_entries where seq <= ${gone}; delete from audit_checkpoints`);
    await shift(client, gone + 1, -gone);
    return 1;
  },
  async "hash the chain again"(client, trail, random) {
    const seq = changedEntry(trail, random);
    await hashAgain(client, seq);
    await client.query(`delete from audit_checkpoints where size >= ${seq}`);
    return firstSigned(trail, seq);
  },
  async "sign with another key"(client, trail, random) {
    const seq = changedEntry(trail, random);
    await hashAgain(client, seq);
    await client.query(
      `update audit_checkpoints set note = regexp_replace(note, 'plumbline-audit/[0-9a-f]{16}', 'plumbline-audit/0123456789abcdef', 'g') where size >= ${seq}`,
    );
    return firstSigned(trail, seq);
  },
  async "set the clock back"(client, { entries }, random) {
    const seq = 1 + random(entries);
    await client.query(`update audit_entries set at = at - interval '1 hour' where seq >= $1`, [seq]);
    return seq;
  },
  async "edit a copy outside"(_client, { folder, signed }, random) {
    const size = signed[random(signed.length)] ?? 0;
    const name = readdirSync(folder).find((one) => Number(one.split("-")[1]) === size) ?? "";
    const text = readFileSync(path.join(folder, name), "utf8");
    writeFileSync(
      path.join(folder, name),
      text.replace(/head ./, (found) => `head ${found.endsWith("A") ? "B" : "A"}`),
      { mode: 0o644 },
    );
    return size;
  },
  async "edit a checkpoint"(client, { signed }, random) {
    const size = signed[random(signed.length)] ?? 0;
    await client.query(
      `update audit_checkpoints set note = replace(note, E'\\n${size}\\n', E'\\n${size + 1}\\n') where size = ${size}`,
    );
    return size;
  },
  async "go back to an older backup and go on"(client, trail, random) {
    const left = trail.entries - 2 - random(Math.floor(trail.entries / 4));
    await client.query(
      `delete from audit_entries where seq > ${left}; delete from audit_checkpoints where size > ${left}`,
    );
    const [row] = (await client.query(`select hash from audit_entries where seq = ${left}`)).rows as {
      hash: Buffer;
    }[];
    let head = row?.hash ?? Buffer.alloc(0);
    const rows = Array.from({ length: trail.entries - left }, (_, i) => {
      const next = forged(left + 1 + i, head);
      head = next.hash;
      return next;
    });
    await insert(client, rows);
    return firstSigned(trail, left + 1);
  },
};

// Near the end, because everything after it has to be hashed again.
function changedEntry({ entries }: Trail, random: Random): number {
  return entries - random(Math.floor(entries / 5));
}

function firstSigned({ signed }: Trail, seq: number): number {
  return signed.find((size) => size >= seq) ?? 0;
}

/** Changes one entry and gives it and everything after it the hashes that fit. */
async function hashAgain(client: ClientBase, seq: number): Promise<void> {
  await client.query(`update audit_entries set text = text || ' ' where seq = ${seq}`);
  const { rows } = await client.query(`select * from audit_entries where seq >= ${seq} order by seq`);
  const stored = rows as (Entry & { seq: number | string })[];
  let head: Buffer = stored[0]?.previousHash ?? Buffer.alloc(0);
  const again = stored.map((row) => {
    const next = {
      ...row,
      seq: Number(row.seq),
      previousHash: head,
      hash: chainHash(head, factsOf({ ...row, seq: Number(row.seq) })),
    };
    head = next.hash;
    return next;
  });
  await client.query(`delete from audit_entries where seq >= ${seq}`);
  await insert(client, again);
}

async function shift(client: ClientBase, from: number, by: number): Promise<void> {
  await client.query(`update audit_entries set seq = -(seq + ${by}) where seq >= ${from}`);
  await client.query(`update audit_entries set seq = -seq where seq < 0`);
}

interface Facts {
  seq: number;
  at: Date;
  action: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  tokenId: string | null;
  requestId: string;
  subjectType: string;
  subjectId: string | null;
  unitId: string;
  text: string;
}

interface Entry extends Facts {
  previousHash: Buffer;
  hash: Buffer;
}

function entry(seq: number, at: Date): Facts {
  return {
    ...{
      seq,
      at,
      action: "risks.update",
      actorKind: "person",
      actorId: randomUUID(),
      actorName: `Person ${seq % 40}`,
    },
    ...{
      tokenId: null,
      requestId: randomUUID(),
      subjectType: "risks",
      subjectId: randomUUID(),
      unitId: rootUnit,
    },
    text: JSON.stringify({
      after: { cause: `Cause ${seq}`, version: 2 },
      before: { cause: null, version: 1 },
    }),
  };
}

function forged(seq: number, previousHash: Buffer): Entry {
  const facts = entry(seq, new Date(1_790_000_000_000 + seq * 1_000));
  return { ...facts, previousHash, hash: chainHash(previousHash, factsOf(facts)) };
}

// As chain.ts reads an entry: the hashes that it recomputes fit only when this is the same.
function factsOf({ seq, at, ...rest }: Facts): string {
  const { action, actorKind, actorId, actorName, tokenId, requestId, subjectType, subjectId, unitId, text } =
    rest;
  return [
    seq,
    at.toISOString(),
    ...[action, actorKind, actorId, actorName, tokenId, requestId, subjectType, subjectId, unitId, text].map(
      (fact) => fact ?? "-",
    ),
  ].join("\n");
}

async function insert(client: ClientBase, rows: readonly Entry[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 5_000) {
    const part = rows.slice(from, from + 5_000);
    const column = (name: keyof Entry) => part.map((row) => row[name]);
    await client.query(
      `insert into audit_entries (seq, at, action, "actorKind", "actorId", "actorName", "tokenId", "requestId", "subjectType", "subjectId", "unitId", text, "previousHash", hash)
       select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::uuid[], $12::text[], $13::bytea[], $14::bytea[])`,
      [
        ...[
          column("seq"),
          column("at"),
          column("action"),
          column("actorKind"),
          column("actorId"),
          column("actorName"),
          column("tokenId"),
        ],
        ...[
          column("requestId"),
          column("subjectType"),
          column("subjectId"),
          column("unitId"),
          column("text"),
          column("previousHash"),
          column("hash"),
        ],
      ],
    );
  }
}
