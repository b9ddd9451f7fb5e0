import { z } from 'zod'
import { INTERFACE_LOCALES, LOCALES, type Text } from '#shared'

/** What a shop calls its own, beside colours and greeting: logos, launcher, words, ways to reach it, consent, letters. */

/** Made of the bytes of a public picture. */
const picture = z.string().regex(/^[0-9a-f]{32}$/, 'the id of a picture')
const line = z.string().trim().max(120)
/** One of them in each language of answers. */
export const inEach = <T extends z.ZodType>(text: T) =>
  z.strictObject(Object.fromEntries(LOCALES.map((locale) => [locale, text])) as Record<(typeof LOCALES)[number], T>)
/** Only these become a link. */
const link = z
  .string()
  .trim()
  .max(300)
  .refine(
    (text) => text === '' || /^https:\/\/[^\s/@]+\.[^\s/@]+(\/\S*)?$/.test(text),
    'an address like https://t.me/shop',
  )
/** Of a path on the shop: a `*` stands for anything. */
export const pagePattern = z
  .string()
  .trim()
  .regex(/^\/[^\s?#]{0,200}$/, 'a path like /checkout or /account/*')

export const MESSENGERS = ['telegram', 'whatsapp', 'vk', 'max'] as const
export type Messenger = (typeof MESSENGERS)[number]

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
const text = z.string().max(600)
const ownText = z.union([
  text,
  z.partialRecord(z.enum(FORMS), text).refine((forms) => 'other' in forms, 'every form by number'),
]) as unknown as z.ZodType<Text>
/** By language and key; what is not here is said as we say it. */
const ownTexts = z.partialRecord(z.enum(INTERFACE_LOCALES), z.record(z.string().max(80), ownText))

/** Where visitors read a text: in the widget, on pages of the help centre, in letters. */
export const TEXT_PLACES = ['widget', 'pages', 'letters'] as const
export type TextPlace = (typeof TEXT_PLACES)[number]

export const LOOK_SETTINGS = {
  /** Pictures in place of the drawn logo; without a dark one the light one serves both. `square` is for where there is room for a mark alone. */
  logos: z.strictObject({ light: picture.nullable(), dark: picture.nullable(), square: picture.nullable() }),
  /** `hiddenOn`: paths of the shop where no launcher is drawn. Attributes of the embedding tag win. */
  launcher: z.strictObject({
    label: inEach(z.string().trim().max(24)),
    side: z.enum(['right', 'left']),
    offsetX: z.number().int().min(0).max(200),
    offsetY: z.number().int().min(0).max(400),
    hiddenOn: z.array(pagePattern).max(30),
  }),
  /** Ways to reach the shop and what it must say of itself; empty: nothing is shown. */
  contacts: z.strictObject({
    phone: z
      .string()
      .trim()
      .max(40)
      .regex(/^(\+?[\d\s().-]{5,40})?$/, 'a number like +7 800 555-35-35'),
    address: inEach(line),
    company: inEach(z.string().trim().max(300)),
    ...(Object.fromEntries(MESSENGERS.map((each) => [each, link])) as Record<Messenger, typeof link>),
  }),
  /** At the foot of every page of the help centre. */
  footer: inEach(z.string().trim().max(500)),
  /** Under what a visitor writes. With `tick` nothing is sent before they have ticked it; `link` leads to the shop's policy. */
  consent: z.strictObject({ shown: z.boolean(), tick: z.boolean(), text: inEach(z.string().trim().max(400)), link }),
  /** Who letters come from, and what stands below them; empty: the shop's name, and nothing. */
  letterhead: z.strictObject({
    sender: inEach(z.string().trim().max(60)),
    signature: inEach(z.string().trim().max(500)),
  }),
  /** What answers say by `{{value.<name>}}`: one text for many of them, and another in each shop that shows them. */
  values: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case Latin letters, digits and hyphens'),
        text: inEach(z.string().trim().max(300)),
      }),
    )
    .max(100),
  /** The shop's own wording of what visitors read. */
  texts: z.strictObject({ widget: ownTexts, pages: ownTexts, letters: ownTexts }),
}

const nothing = () =>
  Object.fromEntries(LOCALES.map((locale) => [locale, ''])) as Record<(typeof LOCALES)[number], string>

export const USUAL_LOOK: { [Setting in keyof typeof LOOK_SETTINGS]: z.output<(typeof LOOK_SETTINGS)[Setting]> } = {
  logos: { light: null, dark: null, square: null },
  launcher: { label: nothing(), side: 'right', offsetX: 20, offsetY: 20, hiddenOn: [] },
  contacts: { phone: '', address: nothing(), company: nothing(), telegram: '', whatsapp: '', vk: '', max: '' },
  footer: nothing(),
  consent: { shown: false, tick: false, text: nothing(), link: '' },
  letterhead: { sender: nothing(), signature: nothing() },
  values: [],
  texts: { widget: {}, pages: {}, letters: {} },
}
