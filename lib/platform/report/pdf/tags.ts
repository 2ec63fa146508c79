import "server-only";
import {
  type PdfDocument,
  pdfString,
  reserveObject,
  writeObjects,
} from "@/lib/platform/report/pdf/pdf-document";

export type ElementType =
  | "Document"
  | "H1"
  | "H2"
  | "H3"
  | "P"
  | "L"
  | "LI"
  | "Lbl"
  | "LBody"
  | "Table"
  | "Caption"
  | "THead"
  | "TBody"
  | "TR"
  | "TH"
  | "TD"
  | "Figure"
  | "TOC"
  | "TOCI"
  | "Link"
  | "Sect";

/** An element of the structure tree that is still open; its object is written when it closes. */
export interface Element {
  readonly type: ElementType;
  readonly id: number;
  readonly parent: number;
  readonly attributes: string;
  kids: string[];
  /** The page of the first content; content on other pages names its own. */
  page: number;
}

interface Details {
  alt?: string;
  scope?: "Column" | "Row";
}

/**
 * The structure tree that screen readers follow. Elements are written as soon as they close, so that a
 * table of two thousand rows does not stand in memory; with `on` false every call does nothing.
 */
export class Tags {
  readonly on: boolean;
  readonly #document: PdfDocument;
  readonly #tree: number;
  readonly #parents: string[] = [];
  #written: { id: number; text: string }[] = [];
  #onPage: number[] = [];
  readonly #root: Element | null;

  constructor(document: PdfDocument, on: boolean) {
    this.on = on;
    this.#document = document;
    this.#tree = on ? this.#createTree() : 0;
    this.#root = on ? this.#element("Document", this.#tree, "") : null;
  }

  /** Opens an element inside another, or inside the document; null when tags are off. */
  open(type: ElementType, parent: Element | null = this.#root, details: Details = {}): Element | null {
    if (!parent) return null;
    const alt = details.alt === undefined ? "" : `/Alt ${pdfString(details.alt)}`;
    const scope = details.scope ? `/A<</O/Table/Scope/${details.scope}>>` : "";
    const element = this.#element(type, parent.id, alt + scope);
    parent.kids.push(`${element.id} 0 R`);
    return element;
  }

  close(element: Element | null): void {
    if (!element) return;
    const page = element.page ? `/Pg ${element.page} 0 R` : "";
    const text = `<</S/${element.type}/P ${element.parent} 0 R${page}${element.attributes}/K[${element.kids.join(" ")}]>>`;
    this.#written.push({ id: element.id, text });
    element.kids = [];
  }

  /** Opens an element, runs `draw` with it and closes it. */
  within(
    type: ElementType,
    parent: Element | null | undefined,
    draw: (element: Element | null) => void,
  ): void {
    const element = this.open(type, parent ?? this.#root);
    draw(element);
    this.close(element);
  }

  /** Returns the number under which the page's next marked content belongs to the element. */
  content(element: Element): number {
    const page = this.#document.page.dictionary.id;
    const index = this.#onPage.push(element.id) - 1;
    if (element.page === 0) element.page = page;
    element.kids.push(element.page === page ? String(index) : `<</Type/MCR/Pg ${page} 0 R/MCID ${index}>>`);
    return index;
  }

  /** Ties an annotation to its element; returns the key the annotation must carry, if tags are on. */
  annotation(element: Element | null, annotation: number): number | undefined {
    if (!element) return undefined;
    const page = this.#document.page.dictionary.id;
    element.kids.push(`<</Type/OBJR/Obj ${annotation} 0 R/Pg ${page} 0 R>>`);
    return this.#parents.push(`${element.id} 0 R`) - 1;
  }

  /** Writes what was closed on the page and where its content belongs; to be called before the page ends. */
  endPage(): void {
    if (!this.on) return;
    if (this.#onPage.length > 0) {
      const id = reserveObject(this.#document);
      this.#written.push({ id, text: `[${this.#onPage.map((owner) => `${owner} 0 R`).join(" ")}]` });
      this.#document.page.dictionary.data.StructParents = this.#parents.push(`${id} 0 R`) - 1;
    }
    writeObjects(this.#document, this.#written);
    this.#written = [];
    this.#onPage = [];
  }

  /** Writes the tree itself; to be called once, after the last page. */
  finish(): void {
    if (!this.#root) return;
    this.close(this.#root);
    const numbers = this.#parents.map((owner, key) => `${key} ${owner}`).join(" ");
    const tree = `<</Type/StructTreeRoot/K ${this.#root.id} 0 R/ParentTree<</Nums[${numbers}]>>/ParentTreeNextKey ${this.#parents.length}>>`;
    this.#written.push({ id: this.#tree, text: tree });
    writeObjects(this.#document, this.#written);
  }

  #element(type: ElementType, parent: number, attributes: string): Element {
    return { type, id: reserveObject(this.#document), parent, attributes, kids: [], page: 0 };
  }

  #createTree(): number {
    const id = reserveObject(this.#document);
    // PDFKit ends what it finds here; ours is written by `finish`.
    this.#document._root.data.StructTreeRoot = new WrittenElsewhere(id);
    return id;
  }
}

/** Stands in PDFKit's catalogue for an object that is written directly. */
class WrittenElsewhere {
  readonly #id: number;

  constructor(id: number) {
    this.#id = id;
  }

  get [Symbol.toStringTag](): string {
    return "Reference";
  }

  end(): void {}

  toString(): string {
    return `${this.#id} 0 R`;
  }
}
