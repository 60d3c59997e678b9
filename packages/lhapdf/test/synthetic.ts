/** Two grids that join at Q = 5, of which the second has bottom quarks. */
const GRIDS = [
  { x: [1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5, 1], q: [2, 3, 5], pids: [-2, -1, 21, 1, 2] },
  { x: [1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5, 1], q: [5, 8, 20, 100], pids: [-5, -2, -1, 21, 1, 2, 5] },
];

/** The text of a member whose value is `f(pid, x, q)` at every node. */
export function memberText(f: (pid: number, x: number, q: number) => number): string {
  const blocks = GRIDS.map(({ x, q, pids }) => {
    const values = x.flatMap((a) => q.map((b) => pids.map((pid) => f(pid, a, b)).join(' ')));
    return [x.join(' '), q.join(' '), pids.join(' '), ...values, '---'].join('\n');
  });
  return `PdfType: replica\nFormat: lhagrid1\nFromMCReplica: 7\n---\n${blocks.join('\n')}\n`;
}
