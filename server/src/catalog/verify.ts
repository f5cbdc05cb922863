/** Checks the catalog's own consistency: a row that names a parameter its signature lacks would fail in silence. */
import { type Model, parametersOf, pathsOf, rememberedBy } from './model';

/** Sentences about what is wrong; empty when all is well. */
export function verifyModels(models: readonly Model[]): string[] {
  const problems: string[] = [];
  const seen = new Map<string, Model>();
  for (const model of models) {
    const name = pathsOf(model)[0] ?? '?';
    const parameters = new Set(['self', '', ...parametersOf(model).map((parameter) => parameter.name)]);
    const named = [...Object.values(model.sinks ?? {}), ...(model.returns ?? []), ...rememberedBy(model), ...[model.calls, model.callsLater, model.holds, model.reads, model.saves, model.argv, model.operands, model.passes, model.passesNamed, model.each, model.copies, model.chooses].filter((x) => x !== undefined)];
    for (const parameter of named) if (!parameters.has(parameter)) problems.push(`${name}: no parameter "${parameter}" in its signature`);
    if (!/^https:\/\//.test(model.facts)) problems.push(`${name}: no source for its facts`);
    if (model.stops && (model.clean || model.returns?.length === 0)) problems.push(`${name}: what passes nothing on stops nothing`);
    if (model.identifies && !model.attribute) problems.push(`${name}: only an attribute identifies its object`);
    if (model.then !== undefined && model.result === undefined) problems.push(`${name}: only an object with models of its own has a method that is called at once`);
    if (model.attribute && (model.signature ?? model.sinks)) problems.push(`${name}: an attribute is not called`);
    if (model.gives !== undefined && model.callsLater === undefined) problems.push(`${name}: gives data to nothing that it calls`);
    for (const path of pathsOf(model)) {
      if (!/^[A-Za-z_][\w.()]*(?:\.\*)?$/.test(path)) problems.push(`${path}: not an access path`);
      if (seen.has(path) && seen.get(path) !== model) problems.push(`${path}: modelled twice`);
      seen.set(path, model);
    }
  }
  return problems;
}
