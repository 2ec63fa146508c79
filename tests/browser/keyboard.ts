import { expect, type Locator, type Page } from "@playwright/test";

// The hands of somebody without a mouse. What a journey clicks, checks, fills and chooses is reached with Tab, the arrow keys
// decide within groups, menus and lists, and Enter or Space does it; what cannot be reached so fails the journey.

interface Hands {
  click: Locator["click"];
  check: Locator["check"];
  fill: Locator["fill"];
  press: Locator["press"];
  selectOption: Locator["selectOption"];
  setInputFiles: Locator["setInputFiles"];
}

const most = 400;

/** Makes every locator of this process act by keyboard alone; call it once, before the first journey. */
export function handsOnKeyboard(page: Page): void {
  const hands = Object.getPrototypeOf(page.locator("body")) as Hands & { byKeyboard?: boolean };
  if (hands.byKeyboard) return;
  Object.assign(hands, {
    byKeyboard: true,
    click: activate,
    check,
    fill,
    press,
    selectOption,
    setInputFiles,
  });
}

async function activate(this: Locator): Promise<void> {
  const role = await kindOf(this);
  await reach(this, role);
  const key = { radio: undefined, checkbox: "Space", combobox: "ArrowDown" }[role] ?? "Enter";
  if (role !== "radio") await this.page().keyboard.press(key);
}

async function check(this: Locator): Promise<void> {
  if (!(await this.isChecked())) await activate.call(this);
  await expect(this).toBeChecked();
}

async function press(this: Locator, key: string): Promise<void> {
  await reach(this, await kindOf(this));
  await this.page().keyboard.press(key);
}

async function fill(this: Locator, value: string): Promise<void> {
  await reach(this, "field");
  const keys = this.page().keyboard;
  if ((await this.getAttribute("type")) === "date") return fillDay(this, value);
  await keys.press("Control+a");
  if (value === "") await keys.press("Delete");
  else await keys.type(value);
}

// A date is typed part by part, in the order of the browser's own language.
async function fillDay(target: Locator, value: string): Promise<void> {
  const keys = target.page().keyboard;
  const [year, month, day] = value.split("-");
  for (const digits of [`${day}${month}${year}`, `${month}${day}${year}`]) {
    for (let part = 0; part < 3; part += 1) await keys.press("ArrowLeft");
    await keys.type(digits);
    if ((await target.inputValue()) === value) return;
  }
  throw new Error(`The keyboard cannot type ${value} into ${target}.`);
}

async function selectOption(this: Locator, wanted: unknown): Promise<string[]> {
  await reach(this, "field");
  const way = () =>
    this.evaluate((field, one) => {
      const select = field as HTMLSelectElement;
      const { value, label, index }: { value?: string; label?: string; index?: number } =
        typeof one === "string" ? { value: one } : Object(one);
      const at =
        index ??
        [...select.options].findIndex((o) => (value === undefined ? o.label === label : o.value === value));
      if (at < 0) throw new Error(`There is no option ${JSON.stringify(one)}.`);
      return at - select.selectedIndex;
    }, wanted);
  for (let left = most, steps = await way(); steps !== 0; left -= 1, steps = await way()) {
    if (left === 0) throw new Error(`The keyboard does not reach the option of ${this}.`);
    await this.page().keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp");
  }
  return [await this.inputValue()];
}

async function setInputFiles(this: Locator, files: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
  await reach(this, "field");
  // The key may be down before the browser has been told to hand its dialog over; then it is pressed again.
  await expect(async () => {
    const [chooser] = await Promise.all([
      this.page().waitForEvent("filechooser", { timeout: 5_000 }),
      this.page().keyboard.press("Enter"),
    ]);
    await chooser.setFiles(files);
  }).toPass();
}

/** What kind of thing it is that is to be pressed: a radio button, a checkbox, a field with a list, one of a menu or list, or anything else. */
async function kindOf(target: Locator): Promise<string> {
  await expect(target).toBeVisible();
  return target.evaluate((found) => {
    const control = found.closest("label")?.control ?? found.closest("a, button, input, [role]") ?? found;
    const role = control.getAttribute("role") ?? (control as HTMLInputElement).type ?? "";
    if (/^(menuitem|option)/.test(role)) return "item";
    return ["radio", "checkbox", "combobox"].includes(role) ? role : "other";
  });
}

async function reach(target: Locator, kind: string): Promise<void> {
  await expect(target).toBeEnabled();
  const page = target.page();
  // Which way to go; a group of radio buttons is entered at one of its buttons and walked with the arrow keys.
  // Null for a row that is far away and not drawn any more: going on brings it back.
  const standing = () =>
    target.evaluateAll(([found], what): [key: string, times: number] | null => {
      if (!found) return null;
      const control = (found.closest("label")?.control ??
        found.closest("a, button, input, select, textarea, summary, [tabindex], [role=option]") ??
        found) as HTMLElement;
      const active = document.activeElement;
      const chosen = control.matches("[data-highlighted], [aria-selected=true]");
      if (control === active || (what === "item" && chosen)) return ["there", 0];
      if (what === "item") return ["ArrowDown", 1];
      const after = (one: Element) => (one.compareDocumentPosition(control) & 4) !== 0;
      const arrow = (from: Element): [string, number] => [after(from) ? "ArrowDown" : "ArrowUp", 1];
      if (what === "radio" && active instanceof HTMLInputElement && control instanceof HTMLInputElement)
        if (active.type === "radio" && active.name === control.name && active.form === control.form)
          return arrow(active);
      const group = control.closest("[role=radiogroup]");
      if (what === "radio" && active && active !== group && group?.contains(active)) return arrow(active);
      const behind = active !== null && active !== document.body && !after(active);
      // The stops on the way, as far as the page tells; where it stops in fact is looked at after them.
      const stops = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea")];
      const between = stops.filter(
        (one) =>
          one.tabIndex >= 0 &&
          !one.matches(":disabled, [type=radio], [type=hidden]") &&
          after(one) !== behind &&
          (!active || active === document.body || !(active.compareDocumentPosition(one) & 4) === behind) &&
          one.checkVisibility({ visibilityProperty: true }),
      );
      // The rows of a register are drawn as they are reached: how many stops there are is known only step by step.
      const inRows = between.some((one) => one.closest("tr[data-index]"));
      return [behind ? "Shift+Tab" : "Tab", inRows ? 1 : Math.max(1, between.length)];
    }, kind);
  let [key, times] = ["Tab", 1];
  let overshot = false;
  for (let left = most; left > 0; left -= times) {
    const before = key;
    [key, times] = (await standing()) ?? [key, 1];
    if (key === "there") {
      const pressed = kind === "radio" && !(await target.isChecked().catch(() => true));
      if (pressed) await page.keyboard.press("Space");
      return;
    }
    // Where a run went too far, the rest is walked step by step.
    overshot ||= left < most && key !== before;
    if (overshot) times = 1;
    await Promise.all(Array.from({ length: times }, () => page.keyboard.press(key)));
  }
  throw new Error(`The keyboard does not reach ${target}.`);
}
