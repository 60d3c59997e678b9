import type { FkTable } from '../src/index.ts';

/** An FK table in the text format of APFELcomb. Rows of zeros are left out, as there. */
export function legacyText({ hadrons, q0, x, channels, values }: FkTable): string {
  const [bins = 0] = values.shape;
  const flavours = 14 ** hadrons;
  const map = Array.from({ length: flavours }, (_, id) => (channels.includes(id) ? 1 : 0));
  const slab = x.length ** hadrons;
  const row = (bin: number, node: number): string[] => {
    const numbers = Array<number>(flavours).fill(0);
    channels.forEach((id, c) => {
      numbers[id] = values.data[(bin * channels.length + c) * slab + node] ?? 0;
    });
    if (numbers.every((value) => value === 0)) return [];
    const nodes = hadrons === 1 ? [node] : [Math.floor(node / x.length), node % x.length];
    return [[bin, ...nodes, ...numbers].join('\t')];
  };
  const rows = Array.from({ length: bins * slab }, (_, k) => row(Math.floor(k / slab), k % slab));
  const lines = [
    section('{', 'GridDesc'),
    'Written by a test',
    section('_', 'VersionInfo'),
    '*APFEL: 2.7.1',
    section('_', 'GridInfo'),
    `*HADRONIC: ${hadrons - 1}`,
    `*NDATA: ${bins}`,
    `*NX: ${x.length}`,
    section('{', 'FlavourMap'),
    ...Array.from({ length: flavours / 14 }, (_, i) => `${map.slice(14 * i, 14 * i + 14).join(' ')} `),
    section('_', 'TheoryInfo'),
    `*Q0: ${q0}`,
    section('{', 'xGrid'),
    ...Array.from(x, String),
    section('{', 'FastKernel'),
    ...rows.flat(),
  ];
  return `${lines.join('\n')}\n`;
}

function section(kind: '{' | '_', name: string): string {
  return `${kind}${name}`.padEnd(60, '_');
}

/** A tar archive of files, each of which has the type `0` unless told otherwise. */
export function tar(members: readonly { readonly data: Uint8Array; readonly type?: string }[]): Uint8Array {
  const blocks = members.flatMap(({ data, type = '0' }) => {
    const member = Buffer.alloc(512 + Math.ceil(data.length / 512) * 512);
    member.write('FK_TEST.dat', 0);
    member.write(`${data.length.toString(8).padStart(11, '0')} `, 124);
    member.write(type, 156);
    member.write('ustar', 257);
    member.set(data, 512);
    return [member];
  });
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
