/**
 * Which functions of a module can matter: those that name something to act with or to read from, and those that mention such a
 * function or class of the module by its name.
 *
 *     def shift(text, by): …                  computes with what it is given
 *     def send(data): requests.post(…)        acts
 *     def report(user): send(user.name)       mentions one that acts
 *
 * Functions that cannot matter are run for constants only, because that is how programs decode themselves.
 */
import { blocksOf } from '../semantics/enclosing';
import type { ClassDef, FunctionDef, Lambda, Stmt, Unit } from '../syntax/python/ast';
import type { Catalog } from '../catalog/lookup';
import { asRead, canMatter } from './inert';
import type { Program } from './source';

interface Part {
  readonly node: FunctionDef | ClassDef;
  /** As Python reads it. */
  readonly text: string;
}

const NAME = /[\p{ID_Start}_]\p{ID_Continue}*/gu;

export class Bearing {
  private readonly programs = new WeakMap<Program, ReadonlySet<Part['node']>>();

  constructor(private readonly catalog: Catalog) {}

  /** Whether calls of a function of a program have to be run whatever they are given. Lambdas always: they cost nothing. */
  matters(node: FunctionDef | Lambda, program: Program): boolean {
    if (node.kind === 'Lambda') return true;
    let found = this.programs.get(program);
    if (!found) this.programs.set(program, found = this.mattering(program));
    return found.has(node);
  }

  private mattering(program: Program): ReadonlySet<Part['node']> {
    const parts = program.module.units.flatMap((unit) => partsOf(unit.statements, unit));
    const users = new Map<string, Part[]>();
    for (const part of parts) {
      for (const word of new Set(part.text.match(NAME))) {
        const known = users.get(word);
        if (known) known.push(part);
        else users.set(word, [part]);
      }
    }
    const found = new Set<Part['node']>();
    const names = new Set<string>();
    const open: Part[] = [];
    const add = (part: Part): void => {
      if (found.has(part.node)) return;
      found.add(part.node);
      open.push(part);
    };
    for (const part of parts) if (canMatter(part.text, this.catalog)) add(part);
    for (let part = open.pop(); part; part = open.pop()) {
      const { name } = part.node;
      if (isImplicit(name) || names.has(name)) continue;
      names.add(name);
      for (const user of users.get(name) ?? []) add(user);
    }
    return found;
  }
}

/** Classes too: whoever mentions one may come to what it and its bases hold. */
function partsOf(statements: readonly Stmt[], unit: Unit): Part[] {
  return statements.flatMap((node): Part[] => {
    const inner = blocksOf(node).flatMap((block) => partsOf(block, unit));
    return node.kind === 'FunctionDef' || node.kind === 'ClassDef' ? [{ node, text: asRead(unit.text.slice(node.start, node.end)) }, ...inner] : inner;
  });
}

/** Called by operators and by making objects, seldom by name. */
const isImplicit = (name: string): boolean => name.startsWith('__') && name.endsWith('__');
