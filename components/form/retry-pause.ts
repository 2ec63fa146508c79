const pauses = [1_000, 2_000, 5_000, 15_000];

/** Returns how long to wait, in milliseconds, before something is sent again that has failed this many times before. */
export function retryPause(failures: number): number {
  return pauses[Math.min(failures, pauses.length - 1)] as number;
}
