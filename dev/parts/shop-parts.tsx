import type { InterfaceLocale } from '#shared'
import { FactsForm } from '../../site/desk/catalogue/facts-form.tsx'
import { usualSource } from '../../site/desk/catalogue/source-form.tsx'
import { SentencesOf } from '../../site/desk/look/facts/fact-uses.tsx'
import { WorkIn } from '../../site/desk/people/person-work.tsx'
import { address } from '../../site/desk/routing.ts'
import { TeamPage } from '../../site/desk/team/team-page.tsx'
import { Dialog } from '../../site/desk/ui/dialog.tsx'
import { t } from '../../site/desk/texts.ts'
import { answerPart } from './api-stub.ts'
import type { DeskPart } from './desk-part.ts'
import { wordsOf } from './sample.ts'
import { factsOf, journalOf, workOf as reportOf } from './sample-work.ts'

const none = () => undefined
const MINUTE_MS = 60_000

const workOf = (locale: InterfaceLocale) => ({
  taken: 42,
  solved: 39,
  times: [
    { kind: 'first_response', count: 42, medianMs: MINUTE_MS, p90Ms: 4 * MINUTE_MS, aimed: 42, withinTarget: 38 },
    { kind: 'reply', count: 120, medianMs: 2 * MINUTE_MS, p90Ms: 9 * MINUTE_MS, aimed: 0, withinTarget: 0 },
    { kind: 'solving', count: 39, medianMs: 16 * MINUTE_MS, p90Ms: 95 * MINUTE_MS, aimed: 39, withinTarget: 21 },
  ],
  ratings: { count: 11, mean: 4.6, low: 1 },
  conversations: [
    { id: 'cnv_1', question: wordsOf(locale).question, state: 'solved', stars: 5, comment: wordsOf(locale).said[2] },
    { id: 'cnv_2', question: wordsOf(locale).second, state: 'active', stars: null, comment: null },
  ].map((one) => ({ ...one, acceptedAt: '2026-11-26T09:12:00.000Z', solvedAt: null })),
})
const SENTENCES: Record<string, string> = {
  ru: 'Вернуть можно за {{value.term|две недели}} со дня получения.',
  en: 'You have {{value.term|two weeks}} from delivery to send it back.',
}
const COLUMNS: Record<string, [string, boolean][]> = {
  ru: [
    ['Цвет', false],
    ['Вес, кг', false],
    ['Закупочная цена', true],
    ['Поставщик', true],
  ],
  en: [
    ['Colour', false],
    ['Weight, kg', false],
    ['Cost price', true],
    ['Supplier', true],
  ],
}

/** What a lead of one shop among several looks after. */
export const SHOP_PARTS: Record<string, DeskPart> = {
  'desk: work of somebody': {
    width: 760,
    height: 720,
    asks: '/work',
    draw: (locale) => {
      answerPart({ '/work': workOf(locale) })
      const { operator: name } = wordsOf(locale)
      return (
        <Dialog title={t('work.of', { name })} onClose={none} wide>
          <WorkIn person={{ id: 'usr_2', name }} />
        </Dialog>
      )
    },
  },
  'desk: sentences of a value': {
    width: 760,
    height: 420,
    asks: '/facts/uses',
    draw: (locale) => {
      const { answers } = wordsOf(locale)
      const said = { ru: '14 дней', en: '14 days' }
      const sentence = SENTENCES[locale] ?? SENTENCES['en'] ?? ''
      const items = [{ id: 'ans_1', question: answers[0]?.[0] ?? '', locale, sentences: [sentence] }]
      answerPart({ '/facts/uses': { items, total: 1 } })
      return (
        <section class="card">
          <SentencesOf name="value.term" said={said} />
        </section>
      )
    },
  },
  'desk: figures of the team': {
    width: 1280,
    height: 760,
    asks: '/desk/work',
    draw: (locale) => {
      address.value = '/desk/team'
      answerPart({ '/desk/work': reportOf(locale, 'operator') })
      return <TeamPage />
    },
  },
  'desk: what happened': {
    width: 1280,
    height: 620,
    asks: '/desk/journal',
    draw: (locale) => {
      address.value = '/desk/team/journal'
      const items = journalOf(locale)
      answerPart({ '/desk/journal': { items, page: 1, perPage: 50, total: items.length } })
      return <TeamPage />
    },
  },
  'desk: what a figure counts': {
    width: 760,
    height: 420,
    asks: '/work/facts',
    draw: (locale) => {
      address.value = '/desk/team/facts?figure=rated&from=2026-11-01&until=2026-11-28'
      answerPart({ '/work/facts': { items: factsOf(locale), page: 1, perPage: 50, total: 2 } })
      return <TeamPage />
    },
  },
  'desk: columns that visitors see': {
    width: 760,
    draw: (locale) => (
      <FactsForm
        source={{
          ...usualSource('ru'),
          further: (COLUMNS[locale] ?? COLUMNS['en'] ?? []).map(([name, internal]) => ({ name, internal })),
        }}
        isAtHand={false}
        busy={false}
        problem={null}
        onChosen={none}
      />
    ),
  },
}
