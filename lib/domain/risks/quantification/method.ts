/** How many years a simulation plays through. */
export const simulatedYears = 100_000;

/** The most events per year that a range of frequency may reach. */
export const largestRate = 50;

/** The largest loss of one event, in whole units of currency, that a range may reach. */
export const largestLoss = 1e12;

/** How rare a year is looked at: one in two, in five, … in a thousand. */
export const oneIn = [2, 5, 10, 20, 50, 100, 1_000] as const;
