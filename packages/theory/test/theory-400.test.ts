import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDataset } from '@parton/commondata';
import { evolutionBasis, readPdfMember } from '@parton/lhapdf';
import { readPineappl } from '@parton/pineappl';
import { readShared, sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import { activeFlavours, loadOperands, readCfactor, readTheoryCard } from '../src/index.ts';
import { predict } from './predict.ts';

sharedSuite('theory 400', 'nnpdf/theories/theory_400', (folder) => {
  it('has C-factors with one number per bin of their FK table', () => {
    const names = readdirSync(join(folder, 'cfactor'));
    let compared = 0;
    for (const name of names) {
      const factors = readCfactor(readFileSync(join(folder, 'cfactor', name), 'utf8'), name);
      expect(factors.every((factor) => factor >= 0 && factor < 10)).toBe(true);
      const table = join(folder, 'fastkernel', name.replace(/^CF_[A-Z]+_(.*)\.dat$/, '$1.pineappl.lz4'));
      if (!existsSync(table)) continue; // a few factors belong to tables of other sets
      expect(factors).toHaveLength(readPineappl(readFileSync(table), table).bins.length);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });
  it('has four active flavours', () => {
    const file = join(folder, '..', '..', 'theory_cards', '400.yaml');
    const card = readTheoryCard(readFileSync(file, 'utf8'), file);
    expect(card).toMatchObject({ id: 400, PTO: 2, Q0: 1.65 });
    expect(activeFlavours(card)).toBe(4);
  });
});

sharedSuite('predictions of validphys', 'fixtures/predictions-nnpdf40.json', (fixture) => {
  const nnpdf = join(fixture, '..', '..', 'nnpdf');
  it.each([
    ['BCDMS_NC_NOTFIXED_D_EM-F2', []], // one hadron, cuts
    ['CDF_Z0_1P96TEV_ZRAP', ['QCD']],
    ['ATLAS_Z0_7TEV_49FB_HIMASS', ['QCD']], // conversion factor
    ['ATLAS_WPWM_7TEV_36PB_ETA', ['QCD']], // concatenation
    ['ATLAS_Z0_13TEV_TOT', ['NRM', 'QCD']], // C-factors for any theory
    ['ATLAS_SINGLETOP_7TEV_TBAR-Y-NORM', ['QCD']], // ratio to a total
  ])('%s', (name, cfac) => {
    const chi2 = readShared<{ sets: Record<string, { variant?: string }> }>('fixtures', 'chi2-nnpdf40.json');
    const cuts = readShared<{ datasets: Record<string, { kept: number[] }> }>(
      'fixtures',
      'kept-indices.json',
    );
    const predictions = readShared<Record<string, number[]>>('fixtures', 'predictions-nnpdf40.json');
    const { variant } = chi2.sets[name] ?? {};
    const folders = [join(nnpdf, 'commondata')];
    const { theory } = readDataset({ folders, name, ...(variant === undefined ? {} : { variant }) });
    if (theory === undefined) throw new Error(`${name} has no theory`);
    const operands = loadOperands({
      folders: [join(nnpdf, 'theories', 'theory_400')],
      cfactorFolders: [join(nnpdf, 'cfactors')],
      theory,
      kept: cuts.datasets[name]?.kept,
      cfac,
    });
    const member = readPdfMember(join(nnpdf, 'pdfsets', 'NNPDF40_nnlo_as_01180'));
    const [above = [], below = [1]] = operands.map((operand) => {
      const pdf = evolutionBasis(member, operand.x, operand.q0).data;
      const nodes = new Map(Array.from(operand.x, (x, a) => [x, a]));
      return predict(
        operand,
        (flavour, x) => pdf[flavour * operand.x.length + (nodes.get(x) ?? -1)] ?? Number.NaN,
      );
    });
    // One of the two is there for every point: a total below, or nothing.
    const results = above.map((value, n) => value / (below[n] ?? below[0] ?? Number.NaN));
    expect(results).toBeAllclose(predictions[name] ?? [], { rtol: 1e-8 });
  });
});
