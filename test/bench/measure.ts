/** Times of repeated work, in milliseconds. */

export interface Times {
  readonly median: number;
  readonly worst: number;
}

/** Runs `work` a few times unmeasured, then `rounds` times measured. */
export async function measure(rounds: number, warmUp: number, work: (round: number) => unknown): Promise<Times> {
  const times: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const start = performance.now();
    await work(round + warmUp);
    if (round >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, worst: times[times.length - 1]! };
}

export const milliseconds = (time: number): string => (time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : time.toFixed(0));
