import { z } from 'zod'
import { LOOK_SETTINGS, pagePattern, USUAL_LOOK } from './look-settings.ts'
import { ALERTS, FILE_KINDS, LARGEST_FILE_MB, MOST_ORDER_NUMBER_FORMS, ORDER_NUMBER_FORM, USUAL_FILES } from '#shared'
import { GREETING_SETTINGS, USUAL_GREETING } from './greeting-settings.ts'
import { VISITOR_SETTINGS, USUAL_VISITORS } from './visitor-settings.ts'

/**
 * What an admin sets of a site and a file may leave out, described once: from here come the type, what is read from
 * `content/sites`, the HTTP bodies and answers, and the value of a site that says nothing of it.
 *
 * To add a setting, write it here and in `USUAL_SETTINGS`. The compiler then asks for `audit.changed.<setting>` in each language
 * of the desk; its input goes into `site/desk/people/site-page.tsx`, which sends every setting there is.
 */
export const SITE_SETTINGS = {
  /** Address of its own for the help centre, such as https://help.shop.example; null: that of the installation, or a path there. */
  helpCentre: z
    .string()
    .max(200)
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text),
      'an address like https://help.shop.example, without a path',
    )
    .nullable(),
  /** How the shop writes its order numbers, as `orderNumberPattern` reads them. */
  orderNumbers: z
    .array(z.string().regex(ORDER_NUMBER_FORM, 'an order number like T-######'))
    .max(MOST_ORDER_NUMBER_FORMS),
  /** How long an operator has to take what is offered, and whether messages left by mail are offered too. */
  offers: z.object({ seconds: z.number().int().min(5).max(600), byMail: z.boolean() }),
  /** How long nothing is offered to whoever has just solved a conversation, unless they say that they are ready; 0: not at all. */
  wrapUp: z.strictObject({ seconds: z.number().int().min(0).max(600) }),
  /** How long a visitor must have been away before unread answers go by mail. */
  letters: z.object({ afterMinutes: z.number().min(0).max(1_440) }),
  /** Which files visitors and the desk may send, and how much of them. */
  files: z.object({
    kinds: z.array(z.enum(FILE_KINDS)).max(FILE_KINDS.length),
    fileMb: z.number().int().min(1).max(LARGEST_FILE_MB),
    conversationMb: z.number().int().min(1).max(10_000),
    dayMb: z.number().int().min(1).max(10_000),
  }),
  /**
   * What is looked at before it reaches an operator: listed words (`word*`: their beginnings), links to pages that are not the
   * shop's, conversations of one address in ten minutes from this number on, and of one text in a day; 0 and nothing listed: all passes.
   */
  guard: z.strictObject({
    words: z.array(z.string().trim().min(2).max(60)).max(300),
    links: z.boolean(),
    flood: z.number().int().min(0).max(1_000),
    repeats: z.number().int().min(0).max(1_000),
  }),
  /**
   * Whether the desk sees who is on the shop's pages: nobody unless the owner wants it. `asksFirst`: only after the page has said
   * `Firstline('consent', true)`. `excluded`: paths on which nobody is watched.
   */
  watch: z.object({
    on: z.boolean(),
    asksFirst: z.boolean(),
    keepDays: z.number().int().min(1).max(90),
    excluded: z.array(pagePattern).max(30),
  }),
  /** What is done about visitors who were answered and say nothing more: a reminder, then the conversation is solved. Nothing unless the owner wants it. */
  silence: z.strictObject({
    on: z.boolean(),
    remindMinutes: z.number().int().min(5).max(10_080),
    closeMinutes: z.number().int().min(5).max(43_200),
  }),
  /** Of what its leads are told in their list "For you". Nothing unless somebody wants it. */
  alerts: z.array(z.enum(ALERTS)).max(ALERTS.length),
  /** Letters to whom the site names about what was left for a reply by mail and what was answered later than promised. Nobody unless the owner names them. */
  digest: z.strictObject({
    to: z.array(z.email().max(254)).max(5),
    every: z.enum(['hour', 'day']),
    /** Of a daily one, by the clock of the site. */
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    left: z.boolean(),
    missed: z.boolean(),
  }),
  ...VISITOR_SETTINGS,
  /** Whether operators may invite whom they see on the shop's pages to talk. `quiet`: paths on which no card is shown, such as the checkout. */
  invite: z.object({ on: z.boolean(), quiet: z.array(pagePattern).max(30) }),
  ...GREETING_SETTINGS,
  ...LOOK_SETTINGS,
}

export type SiteSettings = { [Setting in keyof typeof SITE_SETTINGS]: z.output<(typeof SITE_SETTINGS)[Setting]> }

export const USUAL_SETTINGS: SiteSettings = {
  helpCentre: null,
  orderNumbers: [],
  offers: { seconds: 20, byMail: false },
  wrapUp: { seconds: 0 },
  letters: { afterMinutes: 2 },
  files: USUAL_FILES,
  guard: { words: [], links: false, flood: 0, repeats: 0 },
  watch: { on: false, asksFirst: true, keepDays: 14, excluded: [] },
  silence: { on: false, remindMinutes: 60, closeMinutes: 1_440 },
  alerts: [],
  digest: { to: [], every: 'day', at: '09:00', left: true, missed: true },
  ...USUAL_VISITORS,
  invite: { on: false, quiet: ['/checkout*', '/cart*'] },
  ...USUAL_GREETING,
  ...USUAL_LOOK,
}

const isRecord = (said: unknown): said is object => typeof said === 'object' && said !== null && !Array.isArray(said)

function inFile<Setting extends keyof SiteSettings>(setting: Setting): z.ZodType<SiteSettings[Setting]> {
  const usual = USUAL_SETTINGS[setting]
  const schema: z.ZodType = SITE_SETTINGS[setting]
  return z.preprocess(
    (said) => (said === undefined ? usual : isRecord(said) && isRecord(usual) ? { ...usual, ...said } : said),
    schema instanceof z.ZodObject ? schema.strict() : schema,
  ) as z.ZodType<SiteSettings[Setting]>
}

/** As a file says them: what it leaves out, or leaves out of one of them, is as usual. */
export const SETTINGS_IN_FILE: { [Setting in keyof SiteSettings]: z.ZodType<SiteSettings[Setting]> } = {
  helpCentre: inFile('helpCentre'),
  orderNumbers: inFile('orderNumbers'),
  offers: inFile('offers'),
  wrapUp: inFile('wrapUp'),
  letters: inFile('letters'),
  files: inFile('files'),
  guard: inFile('guard'),
  watch: inFile('watch'),
  silence: inFile('silence'),
  alerts: inFile('alerts'),
  digest: inFile('digest'),
  identity: inFile('identity'),
  attributes: inFile('attributes'),
  goals: inFile('goals'),
  invite: inFile('invite'),
  orders: inFile('orders'),
  preview: inFile('preview'),
  form: inFile('form'),
  logos: inFile('logos'),
  launcher: inFile('launcher'),
  contacts: inFile('contacts'),
  footer: inFile('footer'),
  consent: inFile('consent'),
  letterhead: inFile('letterhead'),
  values: inFile('values'),
  texts: inFile('texts'),
}
