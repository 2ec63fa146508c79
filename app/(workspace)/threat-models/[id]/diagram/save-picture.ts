/** A PNG is drawn at twice its size, so that it is sharp on paper, and no side gets longer than browsers can draw. */
const scale = 2;
const longest = 8_000;

/** Saves the drawing of a model, as the server draws it, as an SVG or PNG; throws an Error in words where that does not work. */
export async function savePicture(id: string, ref: string, format: "svg" | "png"): Promise<void> {
  const answer = await fetch(`/api/v1/threat-models/${id}/diagram`);
  if (!answer.ok) throw new Error("The server did not draw it. Try again.");
  const svg = new Blob([await answer.text()], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await asPng(svg), `${ref}.${format}`);
}

async function asPng(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const factor = Math.min(scale, longest / Math.max(width, height, 1));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * factor);
    canvas.height = Math.round(height * factor);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!png) throw new Error("The browser cannot make a picture of this size. Save it as SVG.");
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
