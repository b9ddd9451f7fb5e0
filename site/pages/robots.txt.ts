import type { APIRoute } from 'astro'

/** Searches are one reader's and the desk is nobody's: everything else may be found. */
export const GET: APIRoute = ({ locals }) =>
  new Response(
    `User-agent: *\nDisallow: /desk\nDisallow: /api/\nDisallow: /*/search\n\nSitemap: ${locals.publicUrl}/sitemap.xml\n`,
    {
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
    },
  )
