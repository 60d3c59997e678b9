import { readFileSync } from 'node:fs';
import { type Dataset, readDataset, selectPoints } from '@parton/commondata';
import { BUILT_IN_RULES, DEFAULT_PARAMETERS, keptIndices, type Rule } from '@parton/cuts';
import { InputError } from '@parton/errors';
import { isOperation, type Observable } from '@parton/observables';
import type { DataRuncard } from '@parton/runcard';
import { loadOperands, readTheoryCard, type TheoryCard } from '@parton/theory';
import { locate, type Resources } from './resources.ts';

/** A data set after cuts, with its tables. */
export interface LoadedSet {
  readonly request: SetRequest;
  readonly dataset: Dataset;
  /** 0-based indices of the kept points. */
  readonly kept: readonly number[];
  readonly observable: Observable;
  /** Scale of the tables, GeV. */
  readonly q0: number;
}

/** Everything that is needed to load sets. */
export interface SetLoader {
  readonly runcard: Pick<DataRuncard, 'cuts' | 'filterRules'>;
  readonly resources: Resources;
  readonly card: TheoryCard;
}

/** What a runcard says about one set. */
export interface SetRequest {
  readonly name: string;
  readonly variant?: string | undefined;
  readonly cfac?: readonly string[];
}

/** Reads the theory card of a runcard: the cuts depend on it. */
export function setLoader(runcard: DataRuncard, resources: Resources): SetLoader {
  const { theoryId } = runcard;
  const what = `the card of theory ${theoryId}, in theory_cards beside a folder of --theory or --data`;
  const file = locate(resources.theoryCards, `${theoryId}.yaml`, what);
  return { runcard, resources, card: readTheoryCard(readFileSync(file, 'utf8'), file) };
}

/** Reads a set, cuts it and loads its tables for a theory. */
export function loadSet(loader: SetLoader, request: SetRequest, theoryId: string): LoadedSet {
  const { runcard, resources, card } = loader;
  const { name, variant, cfac = [] } = request;
  const whole = readDataset({
    folders: resources.commondata,
    name,
    ...(variant === undefined ? {} : { variant }),
  });
  const kept = keptIndices({
    dataset: whole,
    rules: rulesFor(runcard, name),
    theory: card,
    parameters: { ...DEFAULT_PARAMETERS, ...runcard.cuts },
  });
  const folder = locate(resources.theories, `theory_${theoryId}`, `the theory ${theoryId} of the runcard`);
  const { theory } = whole;
  if (theory === undefined) {
    throw new InputError({
      where: { key: name },
      found: 'a set without a theory section',
      expected: 'FK tables to predict it',
    });
  }
  if (!isOperation(theory.operation)) {
    throw new InputError({
      where: { key: name },
      found: `the operation ${theory.operation}`,
      expected: 'a known operation',
    });
  }
  const operands = loadOperands({
    folders: [folder],
    cfactorFolders: resources.cfactors,
    theory,
    kept,
    cfac,
  });
  return {
    request,
    dataset: selectPoints(whole, kept),
    kept,
    observable: { name, operation: theory.operation, operands },
    q0: operands[0]?.q0 ?? 0,
  };
}

function rulesFor({ filterRules }: SetLoader['runcard'], name: string): readonly Rule[] {
  const { added, replacing, dropInternal } = filterRules;
  if (replacing !== undefined) return [...replacing, ...added];
  return dropInternal.includes(name) ? added : [...BUILT_IN_RULES, ...added];
}
