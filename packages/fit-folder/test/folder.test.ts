import type * as fs from 'node:fs';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFitFolder, FitFolderError, writeFkHashes, writeReplica } from '../src/index.ts';
import { writeFile } from '../src/write-file.ts';
import { someReplica, temporaryFolder } from './support.ts';

/** The file operation that fails, as it does on a full disk. */
const failing = vi.hoisted(() => ({ operation: '' }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fail =
    <A extends unknown[], T>(name: string, call: (...args: A) => T) =>
    (...args: A): T => {
      if (failing.operation === name)
        throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
      return call(...args);
    };
  return {
    ...real,
    openSync: fail('open', real.openSync),
    fsyncSync: fail('fsync', real.fsyncSync),
    renameSync: fail('rename', real.renameSync),
    // half of the text reaches the disk
    writeFileSync: (file: fs.PathOrFileDescriptor, text: string) => {
      real.writeFileSync(file, failing.operation === 'write' ? text.slice(0, text.length / 2) : text);
      fail('write', () => undefined)();
    },
  };
});
afterEach(() => {
  failing.operation = '';
});

describe('a fit folder', () => {
  it('holds the runcard and its hash', () => {
    const path = join(temporaryFolder(), 'deep', 'my-fit_1');
    const folder = createFitFolder({ path, runcardText: 'epochs: 5\n# µ\n' });
    expect(folder).toEqual({ path, name: 'my-fit_1' });
    expect(readFileSync(join(path, 'filter.yml'), 'utf8')).toBe('epochs: 5\n# µ\n');
    // printf 'epochs: 5\n# µ\n' | md5sum
    expect(readFileSync(join(path, 'md5'), 'utf8')).toBe('892238fbae03b09dfd6e51ef2e0a81f9');
  });
  it('takes the same runcard again, and nothing is lost', () => {
    const path = join(temporaryFolder(), 'fit');
    const folder = createFitFolder({ path, runcardText: 'a: 1\n' });
    writeReplica(folder, someReplica(3));
    expect(createFitFolder({ path, runcardText: 'a: 1\n' })).toEqual(folder);
    expect(readdirSync(join(path, 'nnfit', 'replica_3')).sort()).toEqual([
      'chi2exps.log',
      'fit.exportgrid',
      'fit.json',
    ]);
  });
  it('refuses another runcard', () => {
    const path = join(temporaryFolder(), 'fit');
    createFitFolder({ path, runcardText: 'a: 1\n' });
    const again = () => createFitFolder({ path, runcardText: 'a: 2\n' });
    expect(again).toThrow(FitFolderError);
    expect(again).toThrow(
      /md5: found the hash [0-9a-f]{32} of another runcard, expected [0-9a-f]{32}.*Choose another output folder/,
    );
    expect(readFileSync(join(path, 'filter.yml'), 'utf8')).toBe('a: 1\n');
    rmSync(join(path, 'md5'));
    expect(again, 'creation was cut short before md5').toThrow('of another runcard');
    expect(createFitFolder({ path, runcardText: 'a: 1\n' }).name).toBe('fit');
  });
  it.each(['my fit', 'fit.1', 'fit:1'])('refuses the name %s', (name) => {
    const path = join(temporaryFolder(), name);
    expect(() => createFitFolder({ path, runcardText: '' })).toThrow(`found the name "${name}"`);
    expect(existsSync(path)).toBe(false);
  });
  it('says what is in the way', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'x');
    expect(() => createFitFolder({ path, runcardText: '' })).toThrow(
      /expected a file that can be written. Check the permissions/,
    );
    mkdirSync(join(path, '..', 'fit', 'md5'), { recursive: true });
    expect(() => createFitFolder({ path: join(path, '..', 'fit'), runcardText: '' })).toThrow(
      'expected a file that can be read',
    );
  });
  it('lists the tables of the fit', () => {
    const folder = createFitFolder({ path: join(temporaryFolder(), 'fit'), runcardText: '' });
    writeFkHashes(folder, { NMC_NC_EM_D_F2: '6da413a6', SLAC: '3784d30f' });
    expect(readFileSync(join(folder.path, 'md5fk'), 'utf8')).toBe('NMC_NC_EM_D_F2 6da413a6\nSLAC 3784d30f\n');
  });
});

describe('a write that fails', () => {
  it.each(['open', 'write', 'fsync', 'rename'])('at %s leaves the old file and no rest', (operation) => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFile(path, 'old');
    failing.operation = operation;
    expect(() => writeFile(path, 'new and longer')).toThrow(
      `${path}: found ENOSPC: no space left on device, ${operation}`,
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
    failing.operation = '';
    writeFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });
  it('leaves a replica without JSON file, which readers take as incomplete', () => {
    const folder = createFitFolder({ path: join(temporaryFolder(), 'fit'), runcardText: '' });
    const broken = { ...someReplica(1), stopEpoch: Number.NaN };
    expect(() => writeReplica(folder, broken)).toThrow();
    expect(existsSync(join(folder.path, 'nnfit/replica_1/fit.json'))).toBe(false);
  });
});
