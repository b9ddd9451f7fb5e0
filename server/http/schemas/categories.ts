import { z } from '@hono/zod-openapi'
import { KEPT, WRITTEN } from '#kb'
import { LOCALES, type Locale } from '#shared'

const inEach = (most: number) =>
  z.strictObject(
    Object.fromEntries(LOCALES.map((locale) => [locale, z.string().trim().min(1).max(most)])) as Record<
      Locale,
      z.ZodString
    >,
  )
const Icon = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .describe('Name of a Lucide icon')
const written = {
  icon: Icon,
  audience: KEPT.audience,
  title: inEach(80),
  description: inEach(300),
}
/** An empty `slug` is made of the title. */
export const NewCategoryBody = z.strictObject({ ...written, slug: WRITTEN.slug.or(z.literal('')) })
export const CategoryBody = z.strictObject({ ...written, slug: WRITTEN.slug }).partial()
export const CategoryOrderBody = z.strictObject({ slugs: z.array(KEPT.category.max(100)).max(500) })
export const CategoryRemovalBody = z.strictObject({
  into: KEPT.category.max(100).nullable().describe('Where its answers go; null: it has none'),
})
export const CategoryParams = z.object({ slug: z.string().max(100) })

const said = z.object(Object.fromEntries(LOCALES.map((locale) => [locale, z.string()])) as Record<Locale, z.ZodString>)
export const ShopCategoryAnswer = z
  .object({
    slug: z.string(),
    icon: z.string(),
    audience: KEPT.audience,
    title: said,
    description: said,
    answers: z.number().describe('In whatever state'),
    shown: z.number().describe('Published, in any language'),
  })
  .openapi('ShopCategory')
export const ShopCategoriesAnswer = z.object({
  items: z.array(ShopCategoryAnswer),
  slug: z.string().optional().describe('Address of the one that was made or changed'),
})
