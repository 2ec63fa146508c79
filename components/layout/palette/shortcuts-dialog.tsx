import { shortcuts } from "@/components/layout/palette/shortcuts";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

/** All keys of the product, from the list that the product itself listens to. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" width="md">
      <div className="grid gap-5">
        {shortcuts.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1.5 font-medium text-sm">{title}</h3>
            <dl className="grid gap-1">
              {keys.map(([pressed, does]) => (
                <div key={pressed} className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-2 text-sm">
                  <dt className="flex gap-1">
                    {pressed.split(" ").map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-ink-soft">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
