import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { readRuncard } from '@parton/runcard';
import { findResources, prepareData, prepareFit, fitProgram } from './src/index.ts';
import { stepInputs } from '@parton/trainer';
const t0 = performance.now();
const lap = (n: string) => console.log(n, ((performance.now() - t0)/1000).toFixed(2));
const text = readFileSync(demoPath('runcards', process.argv[2] ?? 'demo-small.yml'), 'utf8');
const R = Number(process.argv[3] ?? 20);
const rc = readRuncard(text); lap('runcard');
const data = prepareData(rc, findResources({})); lap('data');
const fit = prepareFit(rc, data, { ids: Array.from({length: R}, (_, i) => i + 1) }); lap('fit');
console.log(fit.objective.chi2, fit.objective.constants.data.squares.shape, fit.objective.constants.chi2['columns']?.shape, fit.objective.grid.length, fit.objective.constants.pdf['rotation']?.shape);
for (const threads of [1, 2]) {
const program = await fitProgram(fit, { kind: 'compiled', precision: 'float32', threads }); lap('program');
for (let k = 0; k < 5; k++) await program.step(stepInputs(fit, k, Array(R).fill(false)));
const t = performance.now(); const c = process.cpuUsage();
const n = 100;
for (let k = 0; k < n; k++) await program.step(stepInputs(fit, k, Array(R).fill(false)));
const cpu = process.cpuUsage(c);
console.log('threads', threads, 'ms/step', ((performance.now()-t)/n).toFixed(2), 'cpu', ((cpu.user+cpu.system)/1000/n).toFixed(2));
await program.close();
}
