// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { USUAL_SETTINGS } from '../../../kb/catalogue/site-settings.ts'
import { address, go } from '../routing.ts'
import { session, site } from '../session/session.ts'
import type { Site } from '../shapes.ts'
import { startKeys } from '../shell/keys.ts'
import { serverOf, sitsHere } from '../testing/a-conversation.ts'
import { settled } from '../testing/settled.ts'
import { chooseLanguage } from '../texts.ts'
import { Toasts } from '../ui/toasts.tsx'
import { SitePage } from './site-page.tsx'

const SHOP: Site = {
  id: 'shop',
  name: { ru: 'Магазин', en: 'Shop' },
  url: 'https://shop.test',
  locales: ['ru', 'en'],
  defaultLocale: 'en',
  mail: 'help@shop.test',
  origins: ['https://shop.test', 'https://www.shop.test'],
  brand: { color: '#17694d', colorDark: '#5fc39b', radius: 8, logo: '<svg/>', font: null },
  greeting: { ru: 'Привет!', en: 'Hi there!' },
  timeZone: 'Europe/Moscow',
  hours: { mon: ['09:00-13:00', '14:00-21:00'], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [{ date: '2027-01-01', hours: [] }],
  targets: { firstResponseMinutes: 5, replyMinutes: 10 },
  ...USUAL_SETTINGS,
  orderNumbers: ['T-######'],
  offers: { seconds: 20, byMail: true },
  productUrlPattern: 'https://shop.test/p/{slug}',
}
const asked: { url: string; body: unknown }[] = []
const saved = () => asked.filter(({ url }) => url === '/api/desk/site').map(({ body }) => body)
const answers = (over: Record<string, unknown> = {}) =>
  vi.stubGlobal('fetch', serverOf({ '/desk/site': SHOP, ...over }, asked))
const refusal = (fields: Record<string, string>) =>
  Response.json({ code: 'invalid', message: '', fields }, { status: 422 })
/** Nothing is painted here: every colour is one. */
class Canvas {
  getContext = () => ({ fillRect: () => undefined, getImageData: () => ({ data: [23, 105, 77, 255] }) })
}
startKeys()
beforeEach(() => {
  vi.stubGlobal('CSS', { supports: () => true })
  vi.stubGlobal('OffscreenCanvas', Canvas)
  chooseLanguage('en')
  sitsHere('admin')
  if (session.value.state === 'in') session.value = { ...session.value, site: SHOP }
  asked.length = 0
  address.value = '/desk/settings'
  answers()
  render(
    <>
      <SitePage />
      <Toasts />
    </>,
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const write = (where: HTMLElement, value: string) => settled(() => fireEvent.input(where, { target: { value } }))
const save = () => settled(() => fireEvent.click(screen.getByRole('button', { name: 'Save' })))
const said = () => document.querySelector('.form-buttons .banner-bad')?.textContent ?? ''
const isWrong = (name: string | RegExp) => field(name).getAttribute('aria-invalid') === 'true'
/** Whether the desk asks before it goes elsewhere. */
async function asksBeforeLeaving(): Promise<boolean> {
  const confirm = vi.fn(() => false)
  vi.stubGlobal('confirm', confirm)
  await settled(() => go('/desk/inbox/mine'))
  return confirm.mock.calls.length > 0
}

describe('the settings of the shop', () => {
  it('are shown as one writes them: hours as spans, forms of order numbers, an origin a line', () => {
    expect(field('Monday').value).toBe('09:00-13:00, 14:00-21:00')
    expect(field('Tuesday').value).toBe('')
    expect(field('What your order numbers look like').value).toBe('T-######')
    expect(field('Origins, one per line').value).toBe('https://shop.test\nhttps://www.shop.test')
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /left messages/ }).checked).toBe(true)
  })

  it('are sent whole and as they are kept, and what nobody changed goes back as it was', async () => {
    await write(field('Tuesday'), '9:00–18:00')
    await write(field('What your order numbers look like'), 'T-######, ##-#### ,')
    await write(field('Origins, one per line'), ' https://shop.test \n\n http://localhost:3000 ')
    await write(field('Email shown to visitors'), 'hello@shop.test')
    await save()
    const { id, name, url, locales, defaultLocale, productUrlPattern, ...settings } = SHOP
    expect(saved()).toEqual([
      {
        ...settings,
        mail: 'hello@shop.test',
        hours: { ...SHOP.hours, tue: ['09:00-18:00'] },
        orderNumbers: ['T-######', '##-####'],
        origins: ['https://shop.test', 'http://localhost:3000'],
      },
    ])
    expect(screen.getByText('Saved.')).toBeTruthy()
  })

  it('are those of the whole desk once they are saved', async () => {
    const after = { ...SHOP, mail: 'care@shop.test' }
    answers({ '/desk/site': after })
    await write(field('Email shown to visitors'), 'care@shop.test')
    await save()
    expect(site.value?.mail).toBe('care@shop.test')
  })

  it('are saved by Ctrl+S too', async () => {
    await settled(() => fireEvent.keyDown(document, { code: 'KeyS', key: 's', ctrlKey: true }))
    expect(saved()).toHaveLength(1)
  })

  it('name the day whose hours cannot be read, take one there, and send nothing', async () => {
    await write(field('Friday'), 'from nine to five')
    await save()
    expect(saved()).toEqual([])
    expect(isWrong('Friday')).toBe(true)
    expect(isWrong('Monday')).toBe(false)
    expect(screen.getByText('Use a format like 09:00-21:00.')).toBeTruthy()
    expect(document.activeElement).toBe(field('Friday'))
    expect(said()).not.toBe('')
    await write(field('Friday'), '09:00-17:00')
    await save()
    expect(saved()).toMatchObject([{ hours: { fri: ['09:00-17:00'] } }])
    expect(isWrong('Friday')).toBe(false)
  })

  it('take a day off, need its date, and let it go again', async () => {
    const days = () => within(document.querySelector('.phrasings') as HTMLElement)
    await settled(() => fireEvent.click(screen.getByRole('button', { name: 'Add a day' })))
    const [, added] = screen.getAllByLabelText<HTMLInputElement>('Date')
    await save()
    expect(saved()).toEqual([])
    await write(added as HTMLElement, '2027-05-09')
    await write(days().getAllByRole('textbox', { name: 'Opening hours' })[1] as HTMLElement, '10:00-15:00')
    await settled(() => fireEvent.click(days().getAllByRole('button', { name: 'Remove' })[0] as HTMLElement))
    await save()
    expect(saved()).toMatchObject([{ holidays: [{ date: '2027-05-09', hours: ['10:00-15:00'] }] }])
  })

  it('stay as they were written when the server refuses, and say at the field what is wrong', async () => {
    answers({
      '/desk/site': refusal({ 'origins.1': 'an origin like https://shop.example', mail: 'not a mail address' }),
    })
    await write(field('Email shown to visitors'), 'help@nowhere')
    await write(field('Origins, one per line'), 'https://shop.test\nshop/cart')
    await save()
    expect(said()).not.toBe('')
    expect(screen.getByText('an origin like https://shop.example')).toBeTruthy()
    expect(isWrong('Email shown to visitors')).toBe(true)
    expect(field('Origins, one per line').value).toBe('https://shop.test\nshop/cart')
    expect(document.activeElement).toBe(field('Email shown to visitors'))
    expect(site.value?.mail).toBe('help@shop.test')
    expect(await asksBeforeLeaving()).toBe(true)
    expect(address.value).toBe('/desk/settings')
  })

  it('ask before they are left unsaved, and not once they are saved or nothing was written', async () => {
    expect(await asksBeforeLeaving()).toBe(false)
    address.value = '/desk/settings'
    await write(field('Monday'), '10:00-18:00')
    expect(await asksBeforeLeaving()).toBe(true)
    await save()
    expect(await asksBeforeLeaving()).toBe(false)
    expect(address.value).toBe('/desk/inbox/mine')
  })
})
