import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.ts';
import { syntheticFit } from './synthetic.ts';

/** A browser of the Chromium family: that of the environment, or one where they usually are. */
const BROWSER = [
  process.env['PARTON_BROWSER'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

const HOSTILE = `</script></style><img src=x onerror="document.title='run'">`;

if (BROWSER === undefined) {
  describe('the page in a browser', () =>
    it.skip('needs Chromium or Chrome; set PARTON_BROWSER to its path', () => {}));
} else describe('the page in a browser', () => inBrowser(BROWSER));

function inBrowser(executablePath: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const problems: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const fits = [syntheticFit(), syntheticFit({ name: 'second', seed: 7 })];
    writeFileSync(join(folder, 'report.html'), renderReport(fits));
    writeFileSync(
      join(folder, 'hostile.html'),
      renderReport([{ ...syntheticFit(), name: HOSTILE, description: HOSTILE }]),
    );
    browser = await chromium.launch({ executablePath });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) =>
      problems.push(...(request.url().startsWith('file:') ? [] : [request.url()])),
    );
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('opens from a disk with all sections in sight', async () => {
    const sections = page.locator('main > section');
    expect(await sections.count()).toBe(13);
    for (const section of await sections.all()) expect(await section.isVisible()).toBe(true);
    for (const link of await page.locator('nav a').all())
      expect(await page.locator((await link.getAttribute('href')) ?? '').count()).toBe(1);
  });

  it('is light or dark as the reader wants, and remembers it', async () => {
    const paper = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await paper();
    expect(dark).not.toBe('rgb(255, 255, 255)');
    await page.getByText('light', { exact: true }).click();
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByText('dark', { exact: true }).click();
    expect(await paper()).toBe(dark);
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.getByText('auto', { exact: true }).click();
    expect(await paper()).toBe('rgb(255, 255, 255)');
  });

  it('is used with the keyboard: a skip link first, a mark on what has the focus, views by arrow keys', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    const skip = page.locator('.skip');
    expect(await skip.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
    expect((await skip.boundingBox())?.y).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    const views = page.locator('.views').first();
    const shown = (): Promise<boolean[]> =>
      views.locator(':scope > .view').evaluateAll((all) => all.map((view) => view.checkVisibility()));
    await views.locator('input').first().focus();
    expect(await shown()).toEqual([true, false, false]);
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual([false, true, false]);
    const outline = await page.evaluate(
      'getComputedStyle(document.querySelector(".views label:nth-of-type(2)")).outlineStyle',
    );
    expect(outline).toBe('solid');
    await page.keyboard.press('ArrowLeft');

    const values = page.locator('figure details').first();
    await values.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await values.locator('table').isVisible()).toBe(true);
  });

  it('reads out the values under the pointer', async () => {
    await page.reload();
    const figure = page.locator('#pdfs .views .view figure').first();
    const panel = figure.locator('svg.panel').first();
    await panel.scrollIntoViewIfNeeded();
    const box = (await panel.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 20);
    const [x = '', value = ''] = await figure.locator('.readout b').allTextContents();
    // Four fifths of the way from 1e-5 to 1; the gluons of the test are like this.
    expect(Number(x)).toBeGreaterThan(0.05);
    expect(Number(x)).toBeLessThan(0.2);
    const gluon = 1.1 * Number(x) ** 0.31 * (1 - Number(x)) ** 3;
    expect(Math.abs(Number(value.split(',')[0]) / gluon - 1)).toBeLessThan(0.1);
    await page.mouse.move(2, 2);
    expect(await page.locator('.readout b').count()).toBe(0);
  });

  it.each([1280, 800, 400])('is not wider than a window of %i pixels, in any view', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (let view = 0; view < 3; view++) {
      for (const label of await page.locator('.views').all()) await label.locator('label').nth(view).click();
      await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
  });

  it('shows hostile names as text', async () => {
    await page.goto(pathToFileURL(join(folder, 'hostile.html')).href);
    expect(await page.locator('h1').textContent()).toBe(HOSTILE);
    expect(await page.title()).toBe(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('says nothing on the console and asks for nothing', () => expect(problems).toEqual([]));
}
