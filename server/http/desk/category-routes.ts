import type { Library } from '#kb'
import { route, router, valueFrom } from '../route.ts'
import * as shapes from '../schemas/categories.ts'

/** A shop's categories of answers: each call answers with the list as it is then. */
export function categoryRoutes({ library: { categories } }: { library: Pick<Library, 'categories'> }) {
  const app = router()
  const params = shapes.CategoryParams
  const list = async (site: string, slug?: string) => ({
    items: await categories.list(site),
    ...(slug ? { slug } : {}),
  })

  route(app, {
    method: 'get',
    path: '/desk/answer-categories',
    summary: 'Categories of answers in all their languages, in the order they are shown',
    who: 'lead',
    answer: shapes.ShopCategoriesAnswer,
    handle: (_, { site }) => list(site),
  })
  route(app, {
    method: 'post',
    path: '/desk/answer-categories',
    summary: 'Make a category',
    who: 'lead',
    body: shapes.NewCategoryBody,
    answer: shapes.ShopCategoriesAnswer,
    audit: 'category_made',
    audited: (_, { slug }) => (slug ? { object: slug } : {}),
    handle: async ({ body }, { site }) => list(site, valueFrom(await categories.add(site, body)).to),
  })
  route(app, {
    method: 'put',
    path: '/desk/answer-categories/order',
    summary: 'Set the order in which they are shown',
    who: 'lead',
    body: shapes.CategoryOrderBody,
    answer: shapes.ShopCategoriesAnswer,
    audit: 'categories_ordered',
    handle: async ({ body }, { site }) => {
      valueFrom(await categories.order(site, body.slugs))
      return list(site)
    },
  })
  route(app, {
    method: 'patch',
    path: '/desk/answer-categories/{slug}',
    summary: 'Change its name, description, icon or address; old addresses lead to the new one',
    who: 'lead',
    params,
    body: shapes.CategoryBody,
    answer: shapes.ShopCategoriesAnswer,
    audit: 'category_changed',
    audited: ({ params: { slug } }, answer) => ({
      object: slug,
      ...(answer.slug && answer.slug !== slug ? { detail: { slug: answer.slug } } : {}),
    }),
    handle: async ({ params: { slug }, body }, { site }) =>
      list(site, valueFrom(await categories.change(site, slug, body)).to),
  })
  route(app, {
    method: 'post',
    path: '/desk/answer-categories/{slug}/remove',
    summary: 'Take a category away: an empty one, or one whose answers go to another',
    who: 'lead',
    params,
    body: shapes.CategoryRemovalBody,
    answer: shapes.ShopCategoriesAnswer,
    audit: 'category_removed',
    audited: ({ params: { slug }, body }) => ({ object: slug, ...(body.into ? { detail: { into: body.into } } : {}) }),
    handle: async ({ params: { slug }, body }, { site }) => {
      valueFrom(await categories.remove(site, slug, body.into))
      return list(site)
    },
  })
  return app
}
