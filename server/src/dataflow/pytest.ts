/**
 * What pytest binds to the parameters of tests and fixtures.
 * Source: https://docs.pytest.org/en/stable/how-to/parametrize.html and …/how-to/fixtures.html
 */
import { type Arguments, constantText, joinAll, type Value } from './value';

/** The values each parameter may get from `@pytest.mark.parametrize(names, values)` or `@pytest.fixture(params=values)`. */
export function parametrization(path: string, args: Arguments): Map<string, Value> {
  if (path === 'pytest.fixture') {
    const params = elements(args.keywords.get('params')?.value ?? args.positional[1]?.value);
    return params ? new Map([['request.param', joinAll(params)]]) : new Map();
  }
  const names = namesOf((args.positional[0] ?? args.keywords.get('argnames'))?.value);
  const rows = elements((args.positional[1] ?? args.keywords.get('argvalues'))?.value);
  if (!names || !rows) return new Map();
  if (names.length === 1) return new Map([[names[0]!, joinAll(rows)]]);
  return new Map(names.map((name, i) => [name, joinAll(rows.flatMap((row) => elements(row)?.[i] ?? []))]));
}

function namesOf(value: Value | undefined): string[] | undefined {
  const text = value && constantText(value);
  if (text !== undefined) return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  const list = elements(value)?.map((element) => constantText(element));
  return list?.every((name) => name !== undefined) ? (list as string[]) : undefined;
}

function elements(value: Value | undefined): Value[] | undefined {
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  return only?.kind === 'sequence' && !only.rest ? only.elements : undefined;
}
