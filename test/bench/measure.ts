/**
 * Times of repeated work, in milliseconds. What runs in this process is measured in processor time, which other programs on the
 * machine disturb the least; what somebody waits for while another process works is measured by the clock on the wall.
 */

export interface Times {
  readonly median: number;
  readonly worst: number;
}

export interface Repeats {
  /** No more rounds than these, and no new one once `seconds` are spent; but two in any case. */
  readonly most: number;
  readonly seconds: number;
  /** Rounds before that are not measured: they measure the compiler. They end once a quarter of the seconds is spent. */
  readonly warmUp: number;
}

const LEAST = 2;

/** Milliseconds that passed, of one kind or the other. */
export type Clock = () => number;

export const processorTime: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export const wallTime: Clock = () => performance.now();

/** Runs `work` a few times unmeasured, then as often as it may. `round` counts all of them. */
export async function measure({ most, seconds, warmUp }: Repeats, work: (round: number) => unknown, clock = processorTime): Promise<Times> {
  let round = 0;
  const begun = clock();
  const spent = (): number => (clock() - begun) / 1000;
  while (round < warmUp && spent() < seconds / 4) await work(round++);
  const times: number[] = [];
  while (times.length < LEAST || (times.length < most && spent() < seconds)) {
    const start = clock();
    await work(round++);
    times.push(clock() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[(times.length - 1) >> 1]!, worst: times[times.length - 1]! };
}

export const milliseconds = (time: number): string => (time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : time.toFixed(0));

/** Median and worst, as a cell of a table. */
export const both = ({ median, worst }: Times): string => `${milliseconds(median)} / ${milliseconds(worst)}`;
