/** Returns how amounts of a currency are written: whole, with its sign; short ones for axes. */
export function moneyIn(currency: string) {
  const whole = new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat("en", { style: "currency", currency, notation: "compact" });
  return {
    whole: (amount: number) => whole.format(Number(amount.toPrecision(3))),
    short: (amount: number) => short.format(amount),
  };
}
