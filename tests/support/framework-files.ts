/** A library of CISO Assistant as its packagers write it: a node without a number, one with a number that is taken, groups. */
export const cisoLibrary = `urn: urn:acme:risk:library:house-rules
locale: en
ref_id: HOUSE-RULES
name: House rules for AI
copyright: Acme, may be copied
version: 3
publication_date: 2026-03-23
provider: Acme
packager: somebody
objects:
  framework:
    urn: urn:acme:risk:framework:house-rules
    ref_id: HOUSE-RULES
    name: House rules for AI
    implementation_groups_definition:
    - ref_id: B
      name: Basic
    requirement_nodes:
    - urn: urn:acme:risk:req_node:house-rules:people
      assessable: false
      depth: 1
      ref_id: People
      description: What people do.
    - urn: urn:acme:risk:req_node:house-rules:node2
      assessable: false
      depth: 2
      parent_urn: urn:acme:risk:req_node:house-rules:people
      name: Preamble
    - urn: urn:acme:risk:req_node:house-rules:p1
      assessable: true
      depth: 3
      parent_urn: urn:acme:risk:req_node:house-rules:node2
      ref_id: P.1
      name: Somebody answers
      description: A named person answers for every system.
      annotation: Name one, not a team.
      implementation_groups:
      - B
      reference_controls:
      - urn:acme:risk:function:x
    - urn: urn:acme:risk:req_node:house-rules:p1-again
      assessable: true
      depth: 3
      parent_urn: urn:acme:risk:req_node:house-rules:node2
      ref_id: P.1
      description: Somebody stands in when that person is away.
  reference_controls:
  - urn: urn:acme:risk:function:x
    ref_id: X
`;

/** An OSCAL catalog with groups in groups, a control below a control, placeholders, items and a withdrawn control. */
export const oscalCatalog = {
  catalog: {
    uuid: "3e671687-395b-41f5-a30f-a58921a69b79",
    metadata: {
      title: "Small catalog",
      "last-modified": "2026-02-01T13:57:28.355446-04:00",
      version: "1.1",
      "oscal-version": "1.1.2",
      remarks: "May be copied.",
      parties: [{ uuid: "7f9a3b52-5d0a-4b3e-8f0e-2f5f6c1f9a77", type: "organization", name: "Acme" }],
    },
    groups: [
      {
        id: "s1",
        title: "Access",
        groups: [
          {
            id: "s1.1",
            title: "Sessions",
            controls: [
              {
                id: "s1.1.1",
                title: "Lock",
                params: [
                  {
                    id: "p1",
                    label: "how",
                    select: {
                      "how-many": "one-or-more",
                      choice: ["after {{ insert: param, p2 }}", "by hand"],
                    },
                  },
                  { id: "p2", label: "a time" },
                  { id: "p3", values: ["15 minutes"] },
                ],
                props: [{ name: "label", value: "1.1.1" }],
                parts: [
                  {
                    id: "st",
                    name: "statement",
                    prose: "Lock the session:",
                    parts: [
                      {
                        id: "a",
                        name: "item",
                        props: [{ name: "label", value: "a." }],
                        prose: "{{ insert: param, p1 }};",
                      },
                      {
                        id: "b",
                        name: "item",
                        props: [{ name: "label", value: "b." }],
                        prose: "at most {{ insert: param, p3 }}.",
                      },
                    ],
                  },
                  { id: "g", name: "guidance", prose: "Screens count too." },
                  { id: "o", name: "assessment-objective", prose: "Look at it." },
                ],
                controls: [
                  {
                    id: "s1.1.1.1",
                    title: "Lock at once",
                    props: [{ name: "status", value: "withdrawn" }],
                    links: [{ href: "#s1.1.1", rel: "incorporated-into" }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
};

/** A list of one's own as CSV, with headings of one's own. */
export const ownList = [
  "Clause;Section;Requirement;Description;Owner",
  "1;;Data;;",
  "1.1;1;Know the data;Every set of data is known by name.;Ada",
  "1.2;1;Clean the data;Personal data is removed first.;Ada",
].join("\r\n");
