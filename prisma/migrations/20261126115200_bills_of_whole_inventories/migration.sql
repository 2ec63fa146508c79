-- A bill of materials may be of the whole inventory: it belongs to a business unit, and to no single system.
ALTER TABLE "boms" ALTER COLUMN "systemId" DROP NOT NULL;
