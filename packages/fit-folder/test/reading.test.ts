import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anything, array, assert, dictionary, double, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFitFolder,
  type FitFolder,
  FitFolderError,
  listReplicas,
  openFitFolder,
  readFit,
  readReplica,
  readReplicaSummary,
  type ReplicaResult,
  writeReplica,
} from '../src/index.ts';
import { parsePythonJson, pythonJson } from '../src/python-json.ts';
import { someReplica, temporaryFolder } from './support.ts';

function fitWith(...replicas: ReplicaResult[]): FitFolder {
  const folder = createFitFolder({ path: join(temporaryFolder(), 'some'), runcardText: 'a: 1\n' });
  for (const replica of replicas) writeReplica(folder, replica);
  return folder;
}

function path(folder: FitFolder, id: number, name: string): string {
  return join(folder.path, 'nnfit', `replica_${id}`, name);
}

const history = [100, 200].map((step) => ({
  step,
  trainingLoss: step / 7,
  validationLoss: [301.25, Number.NaN],
  validationChi2: { ALL: 1.532, total: Infinity },
}));

describe('parsePythonJson', () => {
  it('reads what pythonJson writes', () => {
    const value = oneof(double(), string(), array(double()), dictionary(string(), double()));
    assert(
      property(dictionary(string(), value), (content) => {
        expect(parsePythonJson(pythonJson(content))).toEqual({ ...content });
      }),
    );
  });
  it('leaves strings alone', () => {
    expect(parsePythonJson(String.raw`["NaN", "a\"NaN", "\\", NaN, "-Infinity", -Infinity]`)).toEqual([
      'NaN',
      'a"NaN',
      '\\',
      Number.NaN,
      '-Infinity',
      -Infinity,
    ]);
  });
  it('is JSON.parse for JSON', () => {
    assert(
      property(anything(), (value) => {
        const text = JSON.stringify(value) ?? 'null';
        expect(parsePythonJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('a replica', () => {
  it('reads back as it was written', () => {
    const replica = { ...someReplica(7), history };
    const folder = fitWith(replica);
    expect(readReplica(folder, 7)).toEqual(replica);
    const { q2: _, grid: __, ...summary } = replica;
    rmSync(path(folder, 7, 'some.exportgrid'));
    expect(readReplicaSummary(folder, 7)).toEqual(summary);
  });
  it('reads back numbers that are not finite', () => {
    const replica: ReplicaResult = {
      ...someReplica(1),
      chi2: { training: Number.NaN, validation: Infinity, experimental: -Infinity },
      arcLengths: [Number.NaN, 1, 2, 3, Infinity],
      positivity: 'POS_VETO',
      history: [],
    };
    expect(readReplica(fitWith(replica), 1)).toEqual(replica);
  });
  it.each([
    ['some.json', 'chi2', '"much"', 'a number'],
    ['some.json', 'stop_epoch', null, 'a number'],
    ['some.json', 'pos_state', '"POS"', 'POS_PASS or POS_VETO'],
    ['some.json', 'arc_lengths', '[1, 2, 3, 4]', '5 numbers'],
    ['some.json', 'integrability', '{"V": 1}', '5 numbers'],
    [
      'some.json',
      'preprocessing',
      '[{"fl": "g", "smallx": 1}]',
      'a list of fl, smallx, largex and trainable',
    ],
    ['some.json', 'timing', '{"walltime": {}}', 'seconds under walltime and cputime'],
    ['some.json', 'version', '[]', 'versions by program'],
    ['chi2exps.log', '100', '{"training_loss": 1}', 'training_loss, validation_loss and validation_chi2s'],
  ])('with a wrong value in %s is refused: %s', (name, key, value, expected) => {
    const folder = fitWith({ ...someReplica(1), history });
    const file = path(folder, 1, name);
    const content: Record<string, unknown> = JSON.parse(
      readFileSync(file, 'utf8').replaceAll(/NaN|Infinity/g, '1'),
    );
    content[key] = value === null ? undefined : JSON.parse(value);
    writeFileSync(file, JSON.stringify(content));
    const read = () => readReplica(folder, 1);
    expect(read).toThrow(FitFolderError);
    expect(read).toThrow(
      `${file} ${key}: found ${value?.replaceAll(/(?<=[:,]) /g, '') ?? 'nothing'}, expected ${expected}`,
    );
  });
  it('cut short anywhere is an error with the file', () => {
    const folder = fitWith({ ...someReplica(1), history });
    for (const name of ['some.json', 'chi2exps.log']) {
      const file = path(folder, 1, name);
      const text = readFileSync(file, 'utf8').trimEnd();
      for (let length = 0; length < text.length; length += 7) {
        writeFileSync(file, text.slice(0, length));
        expect(() => readReplicaSummary(folder, 1)).toThrow(
          expect.objectContaining({ name: 'FitFolderError', where: { file } }),
        );
      }
      writeFileSync(file, text);
    }
    expect(readReplicaSummary(folder, 1).bestEpoch).toBe(6699);
  });
});

describe('a fit', () => {
  it('lists its replicas in ascending order, and nothing else', () => {
    const folder = fitWith();
    expect(listReplicas(folder)).toEqual([]);
    for (const name of [
      'replica_10',
      'replica_2',
      'replica_1',
      'replica_01',
      'replica_0',
      'replica_3x',
      'input',
    ]) {
      mkdirSync(join(folder.path, 'nnfit', name), { recursive: true });
    }
    expect(listReplicas(folder)).toEqual([1, 2, 10]);
  });
  it('reads back what was written, in spite of broken replicas', () => {
    const folder = fitWith(...[1, 2, 3, 4, 10].map((id) => ({ ...someReplica(id), history })));
    const json = path(folder, 2, 'some.json');
    writeFileSync(json, readFileSync(json, 'utf8').slice(0, 300));
    rmSync(path(folder, 3, 'some.exportgrid'));
    writeFileSync(path(folder, 4, 'some.exportgrid'), 'labels: [TBAR');
    const { replicas, unreadable, runcardText, folder: opened } = readFit(folder.path);
    expect(opened).toEqual(folder);
    expect(runcardText).toBe('a: 1\n');
    expect(replicas).toEqual([1, 10].map((id) => ({ ...someReplica(id), history })));
    expect(unreadable.map(({ id }) => id)).toEqual([2, 3, 4]);
    expect(unreadable.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(
        /replica_2\/some.json: found .*, expected an object in JSON. The file may be incomplete$/,
      ),
      expect.stringMatching(
        /replica_3\/some.exportgrid: found no such file, expected a file that can be read$/,
      ),
      expect.stringMatching(/replica_4\/some.exportgrid:1: found /),
    ]);
  });
  it('is refused where there is none, or no runcard', () => {
    const folder = fitWith(someReplica(1));
    expect(() => openFitFolder(join(folder.path, 'nnfit'))).toThrow(
      /nnfit: found no such folder, expected the replicas of a fit/,
    );
    rmSync(join(folder.path, 'filter.yml'));
    expect(() => readFit(folder.path)).toThrow('filter.yml: found no such file');
  });
});
