import type { Page } from 'playwright-core';
import { installApp } from './app';
import { inBrowser, screenshot } from './browser';
import { passagesTable, psql } from './database';
import { documents, nonce, question } from './documents';
import { Web } from './web';

let web: Web;
beforeAll(async () => {
  await installApp();
  web = await Web.find();
});

test('twenty documents go in by the page, and the answer to a question holds what only one of them says, as a stream', () =>
  inBrowser(async (page) => {
    await page.goto(web.url);
    for (const document of documents) await add(page, document);
    const table = await passagesTable();
    expect(Number(await psql(`select count(distinct source) from ${table}`))).toBe(20);

    const { answer, steps } = await ask(page);
    expect(answer).toContain(nonce);
    expect(await page.locator('#sources').textContent()).toContain('greenhouse.txt');
    expect(steps).toBeGreaterThan(2);
    await screenshot(page, 'answer');
  }));

test('with the table emptied the answer lacks it', async () => {
  await psql(`truncate ${await passagesTable()}`);
  const answer = await web.ask(question);
  expect(answer).not.toBe('');
  expect(answer).not.toContain(nonce);
});

async function add(page: Page, { source, text }: { source: string; text: string }): Promise<void> {
  await page.fill('#document-source', source);
  await page.fill('#document-text', text);
  await page.click('#document-add');
  await page.getByText(`Added ${source}`).waitFor();
}

/** Asks, and counts in how many steps the answer grew before the reader's eyes. */
async function ask(page: Page): Promise<{ answer: string; steps: number }> {
  await page.evaluate(countSteps);
  await page.fill('#question', question);
  await page.click('#ask');
  const answer = page.locator('#answer[aria-busy=false]:not(:empty)');
  await answer.waitFor();
  return { answer: (await answer.textContent()) ?? '', steps: Number(await answer.getAttribute('data-steps')) };
}

/** Runs in the page. */
const countSteps = `(() => {
  const answer = document.querySelector('#answer');
  const seen = new Set();
  new MutationObserver(() => {
    seen.add(answer.textContent.length);
    answer.dataset.steps = seen.size;
  }).observe(answer, { childList: true, characterData: true, subtree: true });
})()`;
