import "server-only";
import { encode } from "uqr";

/** A QR code as a path of unit squares within a square of `size` units, its quiet zone included. */
export interface QrCode {
  size: number;
  path: string;
}

/** Returns the QR code of a text (ISO/IEC 18004), with error correction of level L: a screen is not torn or stained. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return { size, path };
}
