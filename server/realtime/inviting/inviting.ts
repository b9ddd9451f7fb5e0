import { answersLocale, hoursInOneLine, hueOf, initialsOf } from '#shared'
import { isMemberOf } from '../../chat/conversation.ts'
import { faceIn, presentFace } from '../../chat/faces.ts'
import type { HandoverPacket } from '#protocol'
import { picturePath } from '../../pictures/public-pictures.ts'
import { automatic } from '../../visitors/automatic.ts'
import { addressDigest } from '../../visitors/address-digest.ts'
import { subnetDigest } from '../../visitors/block-keys.ts'
import { consentLine } from '../../visitors/consent.ts'
import {
  type Recording,
  recordEscalation,
  type Starting,
  startRequest,
  withConsent,
} from '../asking/conversation-flow.ts'
import type { Core } from '../core.ts'
import { countryFrom } from '../keeping-out/country-of.ts'
import { knocking } from '../keeping-out/knocking.ts'
import type { Inviting } from './contract.ts'
import type { Pacing } from './pacing.ts'
import type { StandingInvitations } from './standing-invitations.ts'

const SMALL_FACE = '96.webp'

/** Invitations to talk: from the desk to a visit of the shop's pages, and back as a conversation. */
export function invitingOf(
  core: Starting &
    Recording &
    Pick<
      Core,
      'gate' | 'move' | 'now' | 'places' | 'publicUrl' | 'secrets' | 'site' | 'sql' | 'unfilled' | 'views' | 'watched'
    >,
  standing: StandingInvitations,
  pacing: Pick<Pacing, 'attend' | 'next'>,
): Inviting {
  const isOn = async (id: string) => {
    const site = await core.site(id)
    return !!site?.watch.on && site.invite.on
  }
  const faceOf = async (person: { id: string; name: string }, where: Parameters<typeof faceIn>[2]) =>
    faceIn(await core.views.faces(core.now()), person, where)
  return {
    invite: async (person, site, visit, text) => {
      if (!isMemberOf(person, site) || !(await isOn(site))) return { ok: false, code: 'not_found' }
      if (core.unfilled(text).length > 0) return { ok: false, code: 'placeholder_unfilled' }
      const found = (await core.watched?.visit(site, visit))?.visit
      if (!found || !core.watched?.isHere(found, core.now())) return { ok: false, code: 'not_found' }
      const { browser, visitorId } = found
      const who = { site, visitorId: visitorId ?? '', verifiedId: null, mail: null, address: null, subnet: null }
      if (visitorId !== null && (await core.gate.keptOut(who))) return { ok: false, code: 'blocked' }
      const outcome = await core.move('inviteVisitor', { site, visit, browser, visitorId, text, by: person })
      if (!outcome.ok) return outcome
      await standing.read()
      return { ok: true, id: outcome.value.id }
    },
    takeBack: async (person, site, visit) => {
      const own = standing.of(visit)
      if (!isMemberOf(person, site) || own?.site !== site) return { ok: false, code: 'not_found' }
      const outcome = await core.move('endInvitation', { id: own.id, site, visit, ending: 'taken_back' })
      await standing.read()
      return outcome.ok ? { ok: true } : outcome
    },
    invitations: (site) =>
      standing
        .all()
        .filter((one) => one.site === site)
        .map(({ id, visit, operatorId, operatorName, shownAt, ending, scenario }) => ({
          id,
          visit,
          by: { id: operatorId, name: operatorName },
          shown: shownAt !== null,
          ending,
          automatic: scenario !== null,
        })),
    invitationFor: (site, visit) => {
      const own = standing.of(visit)
      return own?.site === site ? own.id : null
    },
    hearsAgain: pacing.next,
    attendVisit: pacing.attend,
    showInvitation: async ({ locale, ...request }) => {
      const [site, stands] = [await core.site(request.site), standing.of(request.visit)]
      if (!site || stands?.id !== request.id) return { ok: false, code: 'not_found' }
      const outcome = await core.move('showInvitation', { ...request, locale: answersLocale(locale) })
      if (!outcome.ok) return outcome
      const { operatorId: id, operatorName: name, text, isAutomatic } = outcome.value
      // A scenario's card of nobody in particular is the shop's.
      const face = id
        ? presentFace(
            await faceOf({ id, name }, { site: site.id, locale }),
            (photo) => core.publicUrl + picturePath(photo, SMALL_FACE),
          )
        : { name: site.name[answersLocale(locale)] }
      return {
        ok: true,
        text,
        automatic: isAutomatic ? automatic(locale) : null,
        face: { ...face, initials: initialsOf(face.name), hue: hueOf(face.name) },
        consent: consentLine(site, locale),
      }
    },
    closeInvitation: async (request) => {
      const outcome = await core.move('endInvitation', { ...request, ending: 'closed' })
      await standing.read()
      return outcome.ok ? { ok: true } : outcome
    },
    answerInvitation: async (visitor, { id, visit, agreed, timeZone, ...said }, network) => {
      const from = {
        address: addressDigest(core.secrets[0], network),
        subnet: subnetDigest(core.secrets[0], network),
      }
      const country = countryFrom(core, { timeZone }, network)
      if (await core.gate.keptOut(knocking({ ...visitor, ...from }, null, country)))
        return { ok: false, code: 'blocked' }
      const seen = (await core.watched?.visit(visitor.site, visit))?.visit
      const packet: HandoverPacket = {
        searches: [],
        read: [],
        page: seen ? { url: seen.url, title: seen.title } : null,
        product: null,
        draft: '',
        locale: visitor.locale,
        timeZone,
      }
      const consented = await withConsent(core, visitor, { packet, agreed })
      if (!consented.ok) return consented
      const request = { ...said, packet: consented.packet, name: null, mail: null, way: 'chat' as const }
      const start = await startRequest(core, visitor, request, from)
      const outcome = await core.move('startConversation', {
        ...start,
        invitation: { id, visit, automatic: automatic(visitor.locale) },
      })
      await standing.read()
      if (!outcome.ok) return outcome
      const { conversationId: conversation, fresh } = outcome.value
      if (fresh) recordEscalation(core, visitor, request, conversation)
      return { ok: true, conversation }
    },
    forgetInvitations: async (site, browser) => {
      await core.move('forgetInvitations', { site, browsers: [browser], visitorId: null })
      await standing.read()
    },
    invitationValues: async (person, siteId, locale) => {
      const site = await core.site(siteId)
      const { name } = await faceOf(person, { site: siteId, locale })
      return {
        visitor: { name: null },
        operator: { name: name || person.name },
        site: {
          name: site?.name[answersLocale(locale)] ?? null,
          hours: site ? hoursInOneLine(site.hours, locale) : null,
        },
        product: { name: null, sku: null },
        order: { number: null },
      }
    },
  }
}
