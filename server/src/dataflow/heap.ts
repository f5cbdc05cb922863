/**
 * Which changes of shared objects are certain. Lists, dicts and objects live on one heap for all branches; a change in a branch that
 * may or may not run is therefore only added to what is there. But an object that was made inside the very branch that changes it
 * exists only if the change happens, so there it is certain:
 *
 *     if sys.platform == "win32":
 *         out = []            made here …
 *         out.append("x")     … and surely changed
 *
 * Code that never runs is looked at too, and must not change what others hold.
 */
import type { Shape } from './value';

export interface Region {
  readonly outer: Region | undefined;
  readonly dead: boolean;
}

export class Heap {
  private region: Region = { outer: undefined, dead: false };
  private readonly born = new WeakMap<Shape, Region>();

  /** Runs a branch that may or may not run, or (`dead`) one that never does. */
  inside<T>(work: () => T, dead = false): T {
    const outer = this.region;
    this.region = { outer, dead };
    try {
      return work();
    } finally {
      this.region = outer;
    }
  }

  /** Whether the present code surely runs. */
  get isSure(): boolean {
    return this.region.outer === undefined;
  }

  /** Remembers where a container was made. */
  note(shape: Shape): void {
    if (this.region.outer && (shape.kind === 'sequence' || shape.kind === 'dict' || shape.kind === 'object') && !this.born.has(shape)) this.born.set(shape, this.region);
  }

  /** Where the program is. */
  get here(): Region {
    return this.region;
  }

  /** All that decides, at `region` and in branches inside it, which changes of a container are certain. */
  standing(shape: Shape, region: Region): string {
    const home = this.born.get(shape);
    let result = '';
    for (let one: Region | undefined = home; one; one = one.outer) if (one === region) result = 's';
    if (region.outer && region !== home) result += 'm';
    for (let one: Region | undefined = region; one?.outer && one !== home; one = one.outer) if (one.dead) return `${result}d`;
    return result;
  }

  /** A copy of a container is made at `there` as the container was at `here`. */
  copy(made: Shape, shape: Shape, here: Region, there: Region): void {
    const home = this.born.get(shape) ?? here;
    const region = home === here ? there : { outer: there, dead: false };
    if (region.outer) this.born.set(made, region);
  }

  mayChange(shape: Shape): 'surely' | 'maybe' | 'never' {
    const home = this.born.get(shape);
    if (home) for (let region: Region | undefined = home; region; region = region.outer) if (region === this.region) return 'surely';
    let result: 'surely' | 'maybe' = 'surely';
    for (let region: Region | undefined = this.region; region?.outer && region !== home; region = region.outer) {
      if (region.dead) return 'never';
      result = 'maybe';
    }
    return result;
  }
}
