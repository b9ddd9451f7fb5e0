import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'
import { openShop, prepareSite, type Shop, visit } from './testing/shop.ts'

let product: Product
let shop: Shop
let browser: Browser
beforeAll(async () => {
  product = await startProduct()
  shop = await openShop(product)
  await prepareSite(product, shop, false)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await product?.stop()
})

/** Notes every kind of content the panel's list has shown, in order, without repeats. */
const WATCH = `(function(){
  var root=document.querySelector('firstline-help').shadowRoot; window.shown=[];
  var look=function(){ var s=root.querySelector('.scroll'); if(!s) return;
    var kind=s.querySelector('.none')?'none':s.querySelector('.best')?'best':s.querySelector('.skeleton')?'skeleton':s.querySelector('.notice')?'failed':s.querySelectorAll('.hit').length?'list':'nothing';
    if(shown.at(-1)!==kind) shown.push(kind)
    var said=s.querySelector('[role=status]'); if(said&&said.textContent) shown.push('said '+said.textContent) };
  new MutationObserver(look).observe(root,{subtree:true,childList:true,characterData:true}); look() })()`

describe('while a question is typed', () => {
  it.each(['where is my order', 'где мой заказ'])('the list stays a list, quietly: %s', async (question) => {
    const { page, launcher, panel, context } = await visit(browser, shop, {
      lang: /[а-я]/.test(question) ? 'ru' : 'en',
    })
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    await page.evaluate(WATCH)
    await panel.getByRole('searchbox').pressSequentially(question, { delay: 230 })
    await page.waitForTimeout(600)
    expect(await page.evaluate('shown')).toEqual(['list'])
    expect(await panel.locator('.hit').first().innerText()).toMatch(/order|заказ/)
    // A space, or all but one letter gone, takes nothing away.
    await panel.getByRole('searchbox').press('End')
    await panel.getByRole('searchbox').pressSequentially(' ')
    await panel.getByRole('searchbox').fill(question[0]!)
    await page.waitForTimeout(400)
    expect(await page.evaluate('shown')).toEqual(['list'])
    await panel.getByRole('searchbox').fill('')
    await panel.getByRole('heading', { level: 1 }).waitFor()
    await context.close()
  })
  it('says that there is no answer after a pause, and only of a whole question', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    await panel.getByRole('searchbox').fill('chromodynamics')
    await page.waitForTimeout(2_500)
    expect(await panel.locator('.none').count()).toBe(0)
    await panel.getByRole('searchbox').fill('quantum chromodynamics of hadrons')
    await panel.getByRole('heading', { name: 'We don’t have an answer to this yet' }).waitFor()
    await context.close()
  })
})

describe('words that want no answer', () => {
  it.each([
    ['en', 'hello', 'Hello! What is your question?'],
    ['ru', 'Добрый день!', 'Здравствуйте! О чём ваш вопрос?'],
    ['ru', 'спасибо', 'Пожалуйста!'],
  ])('are answered as such: %s %s', async (lang, words, reply) => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang })
    await launcher.click()
    await panel.getByRole('searchbox').fill(words)
    await page.keyboard.press('Enter')
    await panel.locator('.greeting', { hasText: reply }).waitFor()
    expect(await panel.locator('.none').count()).toBe(0)
    expect(await panel.locator('.hit').count()).toBeGreaterThan(2)
    await context.close()
  })
  it('lead to a person when they ask for one, who is not told them as the question', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang: 'ru' })
    await launcher.click()
    await panel.getByRole('searchbox').fill('позовите живого человека')
    await page.keyboard.press('Enter')
    const field = panel.locator('textarea')
    await field.waitFor()
    expect(await field.inputValue()).toBe('')
    await context.close()
  })
  it('Enter opens an answer only where one is sure', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang: 'en' })
    await launcher.click()
    await panel.getByRole('searchbox').fill('is it in stock')
    await page.keyboard.press('Enter')
    await panel.locator('.results').waitFor()
    await page.waitForTimeout(400)
    expect(await panel.locator('.answer').count()).toBe(0)
    await context.close()
  })
})

describe('the keyboard and what was found', () => {
  const held = `(function(){ var at=document.querySelector('firstline-help').shadowRoot.activeElement; return at.className||at.type })()`

  it('arrows lead from the field through the answers and back; Enter opens one', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    const field = panel.getByRole('searchbox')
    await field.fill('where is my order')
    await panel.locator('.results .hit', { hasText: 'order' }).first().waitFor()
    await field.press('ArrowUp')
    expect(await page.evaluate(held)).toBe('search')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(held)).toBe('hit')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(held)).toBe('search')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await panel.locator('.answer h1').waitFor()
    await context.close()
  })
  it.each([
    ['en', 'TR-1101', 'Pereval 3', /24,990\s₽ · TR-1101/],
    ['ru', 'артикул tr-1101', 'Перевал 3', /24\s990\s₽ · TR-1101/],
  ])('a product is shown by its article number, with its answers: %s %s', async (lang, words, name, facts) => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang })
    await launcher.click()
    await panel.getByRole('searchbox').fill(words)
    await page.keyboard.press('Enter')
    const card = panel.locator('a.best')
    await card.waitFor()
    expect([await card.innerText(), await card.getAttribute('href')]).toEqual([
      expect.stringMatching(facts),
      `${product.helpCentre}/${lang}/product/pereval-3`,
    ])
    expect(await panel.locator('.hit', { hasText: name }).count()).toBeGreaterThan(1)
    await context.close()
  })
})
