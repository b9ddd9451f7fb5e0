import { z } from 'zod'
import { ATTRIBUTE_KINDS, ATTRIBUTE_NAME, isContext, LONGEST_ATTRIBUTE, MOST_ATTRIBUTES } from '#shared'
import { inEach } from './look-settings.ts'

/** What a shop wants to know of its visitors, beside what they say themselves: nothing until the owner asks for it. */

const label = z.string().trim().min(1).max(60)
const attribute = z
  .strictObject({
    /** As the shop's page says it. */
    name: z
      .string()
      .regex(ATTRIBUTE_NAME, 'lower-case Latin letters, digits and _')
      .refine((name) => !isContext(name), 'another name; the page tells order, cart and page by itself'),
    label: inEach(label),
    kind: z.enum(ATTRIBUTE_KINDS),
    /** Words of a list; of the other kinds none. */
    options: z.array(z.string().trim().min(1).max(LONGEST_ATTRIBUTE)).max(50),
    /** Stands beside the conversation alone: in no template, and in an export only when asked for. */
    private: z.boolean(),
  })
  .refine(({ kind, options }) => kind !== 'list' || options.length > 0, {
    path: ['options'],
    message: 'words to choose from',
  })

export type Attribute = z.output<typeof attribute>

const httpAddress = z
  .string()
  .trim()
  .max(500)
  .refine(
    (text) => text === '' || (/^https?:\/\//.test(text) && URL.canParse(text)),
    'an address like https://shop.example/orders',
  )

export const VISITOR_SETTINGS = {
  /**
   * How an order is looked up. `link`: where an operator opens it, with `{orderNumber}` in it. `hook`: asked what has become of it, for
   * operators and, as far as it allows, for visitors. Empty: neither.
   */
  orders: z.strictObject({
    link: httpAddress.refine(
      (text) => text === '' || text.includes('{orderNumber}'),
      'an address with {orderNumber} in it',
    ),
    hook: httpAddress,
  }),
  /** Whether the shop's page may tell what visitors came to do: `Firstline('goal', 'order')`. */
  goals: z.boolean(),
  /** `enforced`: only visitors for whom the shop's server vouches may write; strangers read the library. */
  identity: z.strictObject({ enforced: z.boolean() }),
  /** Facts of a visitor that the shop's page or server may tell. */
  attributes: z
    .array(attribute)
    .max(MOST_ATTRIBUTES)
    .superRefine((all, { addIssue }) => {
      for (const [at, { name }] of all.entries())
        if (all.findIndex((one) => one.name === name) < at)
          addIssue({ code: 'custom', path: [at, 'name'], message: 'a name that no other attribute has' })
    }),
}

export const USUAL_VISITORS: {
  [Setting in keyof typeof VISITOR_SETTINGS]: z.output<(typeof VISITOR_SETTINGS)[Setting]>
} = { identity: { enforced: false }, attributes: [], goals: false, orders: { link: '', hook: '' } }
