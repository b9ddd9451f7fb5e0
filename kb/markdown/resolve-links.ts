import { readLink, type ResolveLink } from './links.ts'

const INNER = /<a href="((?:answer:|\/)[^"<>]*)">([\s\S]*?)<\/a>/g

/** Puts addresses into what `safeHtml` made; where there is none, the text of the link stays. */
export const resolveLinks = (html: string, resolve: ResolveLink): string =>
  html.replace(INNER, (_, href: string, text: string) => {
    const link = readLink(href)
    const url = link.kind === 'answer' || link.kind === 'page' ? resolve(link) : null
    return url === null ? text : `<a href="${url}">${text}</a>`
  })
