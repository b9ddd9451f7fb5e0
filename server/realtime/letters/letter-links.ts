import { mailboxOf } from '#shared'
import { conversationLinks, type LinkPurpose } from '../../mail/conversation-link.ts'
import type { VisitorTokens } from '../../visitors/visitor-token.ts'
import type { Core } from '../core.ts'
import type { Live } from '../live.ts'

/** What the links of our letters do. */
export function letterLinksOf(
  core: Pick<Core, 'move' | 'now' | 'secrets' | 'sql' | 'views'>,
  tokens: Pick<VisitorTokens, 'issue'>,
): Pick<Live, 'openByLetter' | 'stopLetters'> {
  const links = conversationLinks(core.secrets)
  const linked = async (purpose: LinkPurpose, link: string) => {
    const id = links.names(link)
    const row = id === null ? undefined : await core.views.conversation(id)
    const mail = row?.visitorMail
    return row && mail && links.holds(purpose, link, mail, core.now()) ? { row, mail } : null
  }
  return {
    openByLetter: async (link) => {
      const found = await linked('open', link)
      if (!found || (await sharesDevice(core, found.row, found.mail))) return { ok: false, code: 'not_found' }
      const { row, mail } = found
      await core.move('confirmMailbox', { conversationId: row.id, mail })
      const { token, expiresAt } = tokens.issue(
        { visitorId: row.visitorId, site: row.site, locale: row.locale, verified: null },
        core.now(),
      )
      return {
        ok: true,
        token,
        expiresAt: new Date(expiresAt).toISOString(),
        conversationId: row.id,
        site: row.site,
      }
    },
    stopLetters: async (link) => {
      const found = await linked('stop', link)
      if (!found) return { ok: false, code: 'not_found' }
      const outcome = await core.move('stopLetters', { conversationId: found.row.id, mail: found.mail })
      return outcome.ok ? { ok: true, locale: found.row.locale, site: found.row.site } : outcome
    },
  }
}

/** On a device that several people write from, a letter to one of them must not open what the others wrote. */
async function sharesDevice(
  core: Pick<Core, 'sql'>,
  row: { visitorId: string; site: string },
  mail: string,
): Promise<boolean> {
  const others = await core.sql.all<{ visitorMail: string }>(
    'select distinct "visitorMail" from "conversations" where "visitorId" = ? and "site" = ? and "visitorMail" is not null',
    row.visitorId,
    row.site,
  )
  return others.some(({ visitorMail }) => mailboxOf(visitorMail) !== mailboxOf(mail))
}
