interface PermissionMatrixProps {
  roles: readonly { value: string; label: string; permissions: readonly string[] }[];
  areas: readonly {
    concept: string;
    permissions: readonly { name: string; sentence: string; peopleOnly: boolean }[];
  }[];
}

/** Permissions by concept against roles; each cell says in words whether the role has it. */
export function PermissionMatrix({ roles, areas }: PermissionMatrixProps) {
  if (areas.length === 0)
    return <p className="px-4 py-3 text-ink-faint text-sm">No permission has these words.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section tabIndex={0} aria-label="What each role may do" className="focus-inset overflow-x-auto">
      <table aria-label="Permissions of each role" className="w-full text-sm">
        <thead>
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-medium text-ink-soft text-xs">
              Permission
            </th>
            {roles.map(({ value, label }) => (
              <th
                key={value}
                scope="col"
                className="px-2 py-2 text-center align-bottom font-medium text-ink-soft text-xs"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {areas.map(({ concept, permissions }) => (
          <tbody key={concept} className="border-line border-t">
            {permissions.map(({ name, sentence, peopleOnly }) => (
              <tr key={name}>
                <th scope="row" className="min-w-72 px-4 py-1.5 text-left font-normal align-top">
                  <code className="text-xs">{name}</code>
                  <span className="block text-ink-soft text-xs">
                    {sentence}
                    {peopleOnly ? " Never by an API token." : ""}
                  </span>
                </th>
                {roles.map((role) => (
                  <td key={role.value} className="px-2 py-1.5 text-center align-top">
                    {role.permissions.includes(name) ? "yes" : <span className="text-ink-faint">no</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
