/**
 * The script of a page; the page works without it. It keeps the choice of colours, and reads out the values under the
 * pointer: the paths of a plot hold its numbers in pixels, and the panels say what their axes span. Listeners sit on the
 * document, so that sections may be replaced.
 */
export const PAGE_SCRIPT = `
(() => {
  'use strict';
  const store = (value) => {
    try {
      return value === undefined ? localStorage.getItem('parton-theme') : localStorage.setItem('parton-theme', value);
    } catch {
      return null;
    }
  };
  const chosen = document.getElementById('theme-' + store());
  if (chosen) chosen.checked = true;
  document.addEventListener('change', ({ target }) => {
    if (target.name === 'theme') store(target.value);
  });

  const vertices = (d) => {
    const out = [];
    let x = 0, y = 0, relative = false;
    for (const [, command, numbers] of d.matchAll(/([MlhmzVH])([^MlhmzVH]*)/g)) {
      if (command !== 'M' && command !== 'l') continue;
      const values = numbers.match(/-?(?:\\d+\\.?\\d*|\\.\\d+)/g) || [];
      relative = command === 'l';
      for (let i = 0; i + 1 < values.length; i += 2) {
        x = Number(values[i]) + (relative ? x : 0);
        y = Number(values[i + 1]) + (relative ? y : 0);
        out.push([x, y]);
      }
    }
    return out;
  };
  const inverse = (axis, length, flip) => {
    const [kind, from, to] = axis.split(' ').map((part, i) => (i ? Number(part) : part));
    return (pixel) => {
      const t = flip ? 1 - pixel / length : pixel / length;
      return kind === 'log' ? from * (to / from) ** t : from + t * (to - from);
    };
  };
  const number = (value) => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
      const [mantissa, exponent] = value.toExponential(2).split('e');
      const digits = String(Number(exponent)).replace(/./g, (c) => '\\u207b\\u2070\\u00b9\\u00b2\\u00b3\\u2074\\u2075\\u2076\\u2077\\u2078\\u2079'['-0123456789'.indexOf(c)]);
      return mantissa.replace('-', '\\u2212') + ' \\u00d7 10' + digits;
    }
    return String(Number(value.toPrecision(3))).replace('-', '\\u2212');
  };
  const nearest = (points, x) => points.reduce((best, point) => (Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best));
  const around = (points, x) => {
    const [near] = nearest(points, x);
    return points.filter((point) => Math.abs(point[0] - near) < 0.051).map((point) => point[1]);
  };

  let shown;
  const clear = () => {
    if (!shown) return;
    shown.querySelectorAll('.cursor').forEach((mark) => mark.remove());
    shown.querySelector('.readout').textContent = '';
    shown = undefined;
  };
  const show = (plot, event) => {
    const lines = [];
    for (const panel of plot.querySelectorAll('svg.panel')) {
      const { x: axisX, y: axisY } = panel.dataset;
      const named = [...panel.querySelectorAll('[data-name]')].map((path) => [path, vertices(path.getAttribute('d'))]).filter(([, points]) => points.length);
      if (!axisX || !axisY || !named.length) continue;
      const box = panel.getScreenCTM();
      const px = (event.clientX - box.e) / box.a;
      const [width, height] = [panel.width.baseVal.value, panel.height.baseVal.value];
      if (px < 0 || px > width) continue;
      const at = nearest(named.flatMap(([, points]) => [nearest(points, px)]), px)[0];
      const value = inverse(axisY, height, true);
      const cursor = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      cursor.setAttribute('class', 'cursor');
      cursor.setAttribute('d', 'M' + at + ' 0V' + height);
      panel.append(cursor);
      if (!lines.length && axisX !== 'row') lines.push(['x', number(inverse(axisX, width)(at))]);
      // A line and the band around it have one name.
      for (const name of new Set(named.map(([path]) => path.dataset.name))) {
        const text = named.filter(([path]) => path.dataset.name === name).sort(([a]) => (a.classList.contains('band') ? 1 : -1)).map(([path, points]) => {
          const ys = around(points, at).map(value);
          return path.classList.contains('band') ? number(Math.min(...ys)) + ' to ' + number(Math.max(...ys)) : number(ys[0]);
        });
        lines.push([name, text.join(', ')]);
      }
    }
    const out = plot.querySelector('.readout');
    if (!out || !lines.length) return;
    shown = plot;
    out.append(...lines.map(([name, text]) => {
      const line = document.createElement('span');
      const value = document.createElement('b');
      value.textContent = text;
      line.append(name + ' ', value);
      return line;
    }));
    const frame = plot.getBoundingClientRect();
    out.classList.toggle('left', event.clientX - frame.left > frame.width / 2);
  };
  document.addEventListener('pointermove', (event) => {
    const plot = event.target.closest ? event.target.closest('.plot') : null;
    clear();
    if (plot) show(plot, event);
  });
})();
`;
