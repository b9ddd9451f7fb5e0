import type { APIRoute } from 'astro'

/** Asked for by browsers that read no `<link rel="icon">`. */
export const GET: APIRoute = ({ redirect }) => redirect('/favicon.svg', 301)
