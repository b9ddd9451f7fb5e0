import { answersLocale, faultText, isId, LOCALES } from '#shared'
import type { Site } from '#kb'
import type { HandoverPacket } from '#protocol'
import type { LiveLibrary, LiveLog } from '../live.ts'

/**
 * What a question is about, as an operator's groups may be called: the slug and the titles of the category its best
 * answer stands in, or else of the answer read last; in small letters. Empty where nothing is known: then anybody is
 * asked first. A library that does not answer must not hold up a visitor.
 */
export async function topicsOf(
  find: LiveLibrary['find'],
  log: LiveLog,
  question: { text: string; site: string; packet: HandoverPacket },
  now: number,
): Promise<string[]> {
  if (!find.match || !find.categories || !find.answer) return []
  const { text, site, packet } = question
  try {
    const match = await find.match({
      text,
      site,
      locale: answersLocale(packet.locale),
      audience: 'public',
      limit: 1,
      now,
      ...(packet.product ? { product: packet.product.sku } : {}),
    })
    const read = packet.read.at(-1)
    const category =
      match.verdict === 'escalate' || match.intent
        ? read && isId('ans', read.answerId) && (await find.answer(read.answerId, { published: true }))?.category
        : match.hits[0]?.category
    if (!category) return []
    const titles = await Promise.all(
      LOCALES.map(
        async (locale) => (await find.categories?.(site, locale))?.find((one) => one.slug === category)?.title ?? '',
      ),
    )
    return [...new Set([category, ...titles].filter(Boolean).map((name) => name.toLowerCase()))]
  } catch (fault) {
    log.warn({ fault: faultText(fault) }, 'could not work out what a question is about')
    return []
  }
}

/** The group of the subject that its visitor chose, where the shop has one for it; else what the words are about. */
export async function topicsFor(
  site: Pick<Site, 'form'> | null,
  find: LiveLibrary['find'],
  log: LiveLog,
  question: Parameters<typeof topicsOf>[2],
  now: number,
): Promise<string[]> {
  const chosen = question.packet.form?.subject
  const subject = chosen ? site?.form.subjects.find(({ label }) => Object.values(label).includes(chosen)) : undefined
  return subject?.group ? [subject.group.toLowerCase()] : topicsOf(find, log, question, now)
}
