import { INTERFACE_LOCALES, LOCALES, type Text as WordedText } from '#shared'
import { type NewSite, SITE_SETTINGS, type SitePatch, TEXT_PLACES } from '#kb'
import { type TextFault, wrongTexts } from '../desk/visitor-texts.ts'
import { z } from '@hono/zod-openapi'
import { asking } from './bound.ts'
import { LocaleParam, Mail, ReaderLocaleParam, SiteParam } from './common.ts'

const Span = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'like 09:00-21:00')
const Day = z.array(Span).max(4)
const Text = z.string().trim().min(1).max(300)
const ShopName = z.string().trim().min(1).max(60)
const Colour = z
  .string()
  .max(60)
  .regex(/^(#[0-9a-fA-F]{6}|oklch\([\d.%\s/]+\))$/, 'a colour like #0a6b4f or oklch(0.5 0.12 160)')
const Origin = z
  .string()
  .max(200)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text),
    'an origin like https://shop.example',
  )

const WHY: Record<TextFault, string> = {
  unknown: 'one of the texts visitors read',
  forms: 'a text in the same forms by number as ours',
  placeholder: 'only the {placeholders} of our text',
}
/** A text that could never be said is refused, not kept. */
const Texts = SITE_SETTINGS.texts.superRefine((texts, { addIssue }) => {
  for (const { path, because } of wrongTexts(texts)) addIssue({ code: 'custom', path, message: WHY[because] })
})

export const SiteBody = z.object({
  name: z.strictObject({ ru: ShopName, en: ShopName }).optional(),
  brand: z.strictObject({
    color: Colour,
    colorDark: Colour,
    radius: z.number().min(0).max(24),
    logo: z.string().max(20_000).nullable(),
    font: z
      .string()
      .regex(/^[\w\s,'-]*$/)
      .max(120)
      .nullable(),
  }),
  greeting: z.strictObject({ ru: Text, en: Text }),
  mail: Mail,
  origins: z.array(Origin).max(50),
  timeZone: z
    .string()
    .max(60)
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'a time zone like Europe/Moscow',
    ),
  hours: z.object({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day }),
  holidays: z.array(z.object({ date: z.iso.date(), hours: Day })).max(200),
  targets: z.object({
    firstResponseMinutes: z.number().int().min(1).max(10_000),
    replyMinutes: z.number().int().min(1).max(10_000),
  }),
  // Left as they are where nothing is said of them.
  ...z.object({ ...SITE_SETTINGS, texts: Texts }).partial().shape,
} satisfies Record<keyof SitePatch, z.ZodType>)
const Spans = z.array(z.string())
const Names = z.object({ ru: z.string(), en: z.string() })
export const SiteAnswer = z
  .object({
    id: z.string(),
    name: Names,
    url: z.string(),
    locales: z.array(LocaleParam),
    defaultLocale: LocaleParam,
    mail: z.string(),
    origins: z.array(z.string()),
    brand: z.object({
      color: z.string(),
      colorDark: z.string(),
      radius: z.number(),
      logo: z.string().nullable(),
      font: z.string().nullable(),
    }),
    greeting: Names,
    timeZone: z.string(),
    hours: z.object({ mon: Spans, tue: Spans, wed: Spans, thu: Spans, fri: Spans, sat: Spans, sun: Spans }),
    holidays: z.array(z.object({ date: z.string(), hours: z.array(z.string()) })),
    targets: z.object({ firstResponseMinutes: z.number(), replyMinutes: z.number() }),
    ...SITE_SETTINGS,
    productUrlPattern: z.string(),
  })
  .openapi('Site')
/** Names that begin paths of their own. */
const TAKEN = new Set(['desk', 'api', 'widget', 'og', 'healthz', 'readyz', 'everywhere', ...INTERFACE_LOCALES])
export const NewSiteBody = asking<NewSite>()(
  z.strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case Latin letters, digits and hyphens')
      .max(40)
      .refine((id) => !TAKEN.has(id), 'another name; this one is taken'),
    name: z.object({ ru: Text, en: Text }),
    url: Origin,
    locales: z.array(LocaleParam).min(1).max(LOCALES.length),
    defaultLocale: LocaleParam,
    mail: Mail,
    timeZone: SiteBody.shape.timeZone,
    hours: SiteBody.shape.hours,
    helpCentre: SITE_SETTINGS.helpCentre,
    logos: SITE_SETTINGS.logos.exactOptional(),
  }),
)
export const CallsAnswer = z.object({
  seen: z.object({ origin: z.string(), at: z.string() }).nullable(),
  refused: z
    .array(z.object({ origin: z.string(), at: z.string() }))
    .describe('Pages that asked for the widget and that no site allows'),
})
export const OwnSiteAnswer = z.object({
  id: z.string(),
  name: Names,
  url: z.string(),
  role: z.enum(['operator', 'lead', 'admin']),
})
export const ChosenSiteBody = z.strictObject({ site: SiteParam })
/** A text visitors read, as we say it. A shop may say it otherwise, by `texts` of its settings. */
export const VisitorTextAnswer = z.object({
  place: z.enum(TEXT_PLACES),
  key: z.string(),
  texts: z.partialRecord(
    ReaderLocaleParam,
    z.union([z.string(), z.record(z.string(), z.string())]) as unknown as z.ZodType<WordedText>,
  ),
})
/** What visitors are told of the hours, now. */
export const OpeningAnswer = z.object({
  open: z.boolean(),
  opensAt: z.string().nullable(),
  closesAt: z.string().nullable(),
  timeZone: z.string(),
})
export const MeAnswer = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    mail: z.string(),
    role: z.enum(['operator', 'lead', 'admin']),
    totp: z.boolean(),
  }),
  site: SiteAnswer,
  sites: z.array(OwnSiteAnswer).describe('Those one is a member of, the default one first'),
  people: z.number(),
})
