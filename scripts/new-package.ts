/**
 * Makes a package that passes every check: `pnpm new-package NAME "what it holds" [--tfjs] [--deps a,b] [--libs x,y]`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tfjs: { type: 'boolean', default: false },
    private: { type: 'boolean', default: false },
    deps: { type: 'string', default: '' },
    libs: { type: 'string', default: '' },
    dev: { type: 'string', default: '' },
  },
});
const [name, description] = positionals;
if (name === undefined || description === undefined || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error('usage: pnpm new-package NAME "what it holds" [--tfjs] [--deps a,b] [--libs x,y] [--dev c]');
  process.exit(2);
}
const folder = join('packages', name);
if (existsSync(folder)) {
  console.error(`${folder} exists already; choose another name or edit it`);
  process.exit(2);
}

const list = (text: string) => text.split(',').filter((entry) => entry !== '');
const workspace = (names: string[]) => names.map((entry) => [`@parton/${entry}`, 'workspace:^'] as const);
const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
const manifest = {
  name: `@parton/${name}`,
  version: '0.0.0',
  ...(values.private ? { private: true } : {}),
  description,
  keywords: ['parton distributions', 'pdf', 'monte carlo replicas'],
  license: 'Apache-2.0',
  repository: { type: 'git', directory: folder },
  files: ['dist', 'src'],
  type: 'module',
  sideEffects: false,
  exports: { '.': { '@parton/source': './src/index.ts', ...entry }, './package.json': './package.json' },
  publishConfig: { access: 'public', exports: { '.': entry, './package.json': './package.json' } },
  scripts: { build: 'tsc -p tsconfig.build.json', typecheck: 'tsc -p tsconfig.json', test: 'vitest run' },
  dependencies: Object.fromEntries([
    ...workspace(list(values.deps)),
    ...list(values.libs).map((lib) => [lib, 'catalog:'] as const),
  ]),
  devDependencies: Object.fromEntries([
    ...workspace(list(values.dev)),
    ...(values.tfjs ? [['@tensorflow/tfjs-core', 'catalog:'] as const] : []),
  ]),
  ...(values.tfjs ? { peerDependencies: { '@tensorflow/tfjs-core': '^4.22.0' } } : {}),
  engines: { node: '>=20.19' },
};

const files: Record<string, string> = {
  'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  'tsconfig.json': '{\n  "extends": "../../tsconfig.base.json",\n  "include": ["src", "test"]\n}\n',
  'tsconfig.build.json':
    '{\n  "extends": "../../tsconfig.base.json",\n  "compilerOptions": { "noEmit": false, "rootDir": "src", "outDir": "dist", "customConditions": [] },\n  "include": ["src"]\n}\n',
  'vitest.config.ts': "export { default } from '../../vitest.shared.ts';\n",
  'README.md': `# @parton/${name}\n\n${description}\n`,
  'src/index.ts': `/**\n * ${description}\n *\n * @module\n */\nexport {};\n`,
};
mkdirSync(join(folder, 'src'), { recursive: true });
mkdirSync(join(folder, 'test'));
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
console.log(
  `${folder} made: add its tier in scripts/tiers.ts, write src, test and README, then \`pnpm changeset\``,
);
