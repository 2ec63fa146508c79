/**
 * The version of the method by which losses are simulated: the distributions, the generator of random numbers, and how the
 * figures are taken from the years. Whoever changes what the same ranges and seed give raises it and says below what is new.
 */
export const lossMethodVersion = 1;

/** What each version of the method does, newest first. */
export const lossMethodVersions = [
  {
    version: 1,
    says: "Poisson events at a rate drawn from the range of frequency; PERT or lognormal losses; 100,000 years by xoshiro128**.",
  },
] as const;

/** How many years a simulation plays through. */
export const simulatedYears = 100_000;

/** The most events per year that a range of frequency may reach. */
export const largestRate = 50;

/** The largest loss of one event, in whole units of currency, that a range may reach. */
export const largestLoss = 1e12;

/** How rare a year is looked at: one in two, in five, … in a thousand. */
export const oneIn = [2, 5, 10, 20, 50, 100, 1_000] as const;
