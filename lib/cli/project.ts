import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, wherever the command was typed. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What the migrations of this version make, written down. */
export const pictureFile = path.join(projectRoot, "prisma/picture.txt");
