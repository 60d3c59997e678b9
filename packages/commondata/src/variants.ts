import { didYouMean } from '@parton/errors';
import { at, entries, fault, isAbsent, type YamlNode } from './yaml-node.ts';

/**
 * The observable with its variants on top: looks an entry up in the last variant that has it, else in the observable.
 * A variant may replace `data_central`, `data_uncertainties`, `theory` and `experiment`, each as a whole.
 */
export function withVariants(observable: YamlNode, variants: readonly string[]): (key: string) => YamlNode {
  const layers = variants.map((variant) => findVariant(observable, variant));
  return (key) => at(layers.findLast((layer) => !isAbsent(at(layer, key))) ?? observable, key);
}

/** The names of the variants that the observable has. */
export function variantNames(observable: YamlNode): string[] {
  const variants = at(observable, 'variants');
  return isAbsent(variants) ? [] : entries(variants).map(({ name }) => name);
}

function findVariant(observable: YamlNode, variant: string): YamlNode {
  const known = variantNames(observable);
  if (known.includes(variant)) return at(observable, 'variants', variant);
  const near = didYouMean(variant, known);
  throw fault(
    at(observable, 'variants'),
    known.length === 0 ? 'no variant: this observable has none' : `one of ${known.join(', ')}`,
    {
      found: `the unknown variant ${JSON.stringify(variant)}`,
      ...(near === undefined ? {} : { cure: `Did you mean ${near}?` }),
    },
  );
}
