import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { serveParts } from '../../dev/parts/serve-parts.ts'
import { chromiumPath } from './chromium.ts'

const root = join(import.meta.dirname, '../..')
const PICTURES = join(root, 'e2e/pictures')
const LOCALES = ['ru', 'en'] as const
const THEMES = ['light', 'dark'] as const
/** The moment of `dev/parts/sample.ts`, and where it is. */
const CLOCK = { at: '2026-11-26T12:30:00.000Z', zone: 'Europe/Moscow' }
/** Of 255; below it a pixel counts as the same: the edges of letters differ a little between machines. */
const CHANNEL_TOLERANCE = 24
/** Share of a picture's pixels that may differ. */
const PIXEL_TOLERANCE = 0.0005
const VIEW = { width: 1500, height: 900 }

export interface Compared {
  name: string
  what: 'same' | 'changed' | 'new' | 'gone'
  /** Share of pixels that differ. */
  share: number
}

interface Options {
  /** Writes what differs, so that a changed look is a changed file. */
  update?: boolean
  /** Where a differing picture is put to be looked at. */
  keep?: string
  /** Parts whose name holds this. */
  only?: string
  /** Laid over the parts; to show that a changed look is seen. */
  css?: string
}

/** The parts of desk and widget, drawn in both themes and languages, to be held against the pictures in `e2e/pictures`. */
export interface Drawn {
  compare(options: Options): Promise<Compared[]>
  close(): Promise<void>
}

type Variant = { locale: (typeof LOCALES)[number]; theme: (typeof THEMES)[number] }
const VARIANTS: Variant[] = LOCALES.flatMap((locale) => THEMES.map((theme) => ({ locale, theme })))
/** As many as there are cores to draw them. */
const AT_ONCE = 2

export async function drawParts(): Promise<Drawn> {
  const parts = await serveParts(root)
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
  })
  const pageOf = async ({ locale, theme }: Variant) => {
    const context = await browser.newContext({
      viewport: VIEW,
      locale: locale === 'ru' ? 'ru-RU' : 'en-GB',
      timezoneId: CLOCK.zone,
      colorScheme: theme,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.clock.setFixedTime(CLOCK.at)
    await open(page, `${parts.url}?locale=${locale}&theme=${theme}`)
    return page
  }
  const take = async (page: Page, { locale, theme }: Variant, { update = false, keep, only = '', css }: Options) => {
    const found: Compared[] = []
    if (css) await page.addStyleTag({ content: css })
    for (const part of (await page.evaluate<string[]>('window.firstlineParts.names')).filter((one) =>
      only.split(',').some((part) => one.includes(part)),
    )) {
      const name = `${part.replace(/\W+/g, '-')}.${locale}.${theme}.webp`
      await page.evaluate(`window.firstlineParts.show(${JSON.stringify(part)})`)
      found.push(await compareOne(name, await shownPart(page).screenshot(), update, keep))
    }
    await page.context().close()
    return found
  }
  return {
    async compare(options) {
      const found: Compared[] = []
      const waiting = [...VARIANTS]
      const lane = async (page?: Page) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          found.push(...(await take(page ?? (await pageOf(next)), next, options)))
          page = undefined
        }
      }
      // The first page lets Vite gather its packages; the others find them.
      const first = await pageOf(VARIANTS[0] as Variant)
      await Promise.all([lane(first), ...Array.from({ length: AT_ONCE - 1 }, () => lane())])
      if (options.only) return found
      const wanted = new Set(found.map(({ name }) => name))
      const gone = readdirSync(PICTURES).filter((name) => name.endsWith('.webp') && !wanted.has(name))
      if (options.update) for (const name of gone) rmSync(join(PICTURES, name))
      return [...found, ...gone.map((name): Compared => ({ name, what: 'gone', share: 1 }))]
    },
    close: async () => {
      await browser.close()
      await parts.close()
    },
  }
}

/** Vite prepares everything for the first one, beside whatever else the machine does. */
const FIRST_PAGE_MS = 120_000

/** Vite finds some packages only now and loads the page again: it stands when the parts have stayed for a moment. */
async function open(page: Page, url: string): Promise<void> {
  page.setDefaultTimeout(FIRST_PAGE_MS)
  await page.goto(url)
  for (let stands = 0; stands < 2; ) {
    await page.waitForFunction('window.firstlineParts')
    await page.evaluate('window.firstlineMark = (window.firstlineMark ?? 0) + 1')
    await page.waitForTimeout(400)
    stands = (await page.evaluate<number | null>('window.firstlineMark').catch(() => null)) ?? 0
  }
}

/** A dialog stands over the page, not on the stage. */
const shownPart = (page: Page) => page.locator('#stage:not(:has(dialog[open])), dialog[open]')

async function compareOne(name: string, png: Buffer, update: boolean, keep: string | undefined): Promise<Compared> {
  const file = join(PICTURES, name)
  const known = existsSync(file) ? readFileSync(file) : null
  const share = known ? await differing(known, png) : 1
  const what = !known ? 'new' : share > PIXEL_TOLERANCE ? 'changed' : 'same'
  if (what !== 'same' && (update || keep)) {
    const folder = update ? PICTURES : (keep as string)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), await sharp(png).webp({ lossless: true, effort: 6 }).toBuffer())
  }
  return { name, what, share }
}

/** The share of pixels in which the two differ by more than an edge of a letter may; 1 where their sizes differ. */
async function differing(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((picture) => sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  )
  if (!a || !b || a.info.width !== b.info.width || a.info.height !== b.info.height) return 1
  if (a.data.equals(b.data)) return 0
  const differs = (at: number) => Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)) > CHANNEL_TOLERANCE
  let pixels = 0
  for (let at = 0; at < a.data.length; at += 3) if (differs(at) || differs(at + 1) || differs(at + 2)) pixels++
  return pixels / (a.info.width * a.info.height)
}
