import { acceptOf, BYTES_PER_MB, type InterfaceLocale, USUAL_FILES } from '#shared'
import { HERE, hitsOf, wordsOf } from './sample.ts'

/** Answers of one part, by the end of their address; they go before the common ones. */
let own: Readonly<Record<string, unknown>> = {}
let told: { path: string; tell: () => void }[] = []
/** What the part that is drawn next is answered. */
export function answerPart(answers: Readonly<Record<string, unknown>>): void {
  own = answers
}
/** Resolves once an address that ends so has been asked: somebody who types is waited for before it is. */
export const askedFor = (path: string): Promise<void> =>
  new Promise((tell) => {
    told.push({ path, tell })
  })

/** What the parts ask of the API while they are shown; anything else is not found, and is shown as such. */
export function answerFromSamples(locale: InterfaceLocale): void {
  const words = wordsOf(locale)
  const answers: [RegExp, () => unknown][] = [
    [
      /^\/api\/widget\/context/,
      () => ({
        site: {
          id: 'tropa',
          name: locale === 'ru' ? 'Тропа' : 'Tropa',
          greeting: words.greeting,
          mail: 'help@tropa.example',
          helpCentre: `http://localhost/${locale}`,
          locales: ['ru', 'en'],
        },
        files: {
          kinds: USUAL_FILES.kinds,
          accept: acceptOf(USUAL_FILES.kinds),
          largestBytes: USUAL_FILES.fileMb * BYTES_PER_MB,
        },
        brand: { color: '#17694d', colorDark: '#74d3a6', radius: 10, logo: null, font: null },
        hours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, spans: day === 7 ? [] : [['09:00', '21:00']] })),
        hits: hitsOf(locale),
      }),
    ],
    [/^\/api\/widget\/availability/, () => HERE],
    [
      /^\/api\/answers\/ans_0/,
      () => ({
        id: 'ans_0',
        question: words.answers[0][0],
        html: words.html,
        url: `http://localhost/${locale}/gear/0`,
        category: { slug: 'gear', title: words.category },
        related: hitsOf(locale).slice(1),
      }),
    ],
    [
      /^\/api\/desk\/templates/,
      () => ({
        items: hitsOf(locale).map(({ id, question, excerpt, score }, index) => ({
          id,
          title: question,
          shortcut: null,
          text: excerpt,
          fit: index < 2 ? 'answers' : 'resembles',
          audience: 'public',
          url: null,
          score,
        })),
      }),
    ],
    [/^\/api\/password-resets/, () => ({})],
    [
      /^\/api\/desk\/conversations\/[^/]+\/attributes/,
      () => ({
        items: (
          [
            ['plan', 'list', 'Gold', true, { ru: 'Уровень скидки', en: 'Loyalty level' }],
            ['cart', 'number', '12900', false, null],
          ] as const
        ).map(([name, kind, value, verified, label]) => ({ name, kind, value, verified, label, private: false })),
      }),
    ],
    [/^\/api\/desk\/spelling/, () => ({ words: [] })],
    [
      /^\/api\/desk\/opening/,
      () => ({
        online: true,
        staffed: true,
        open: true,
        opensAt: null,
        closesAt: null,
        timeZone: 'Europe/Moscow',
        waiting: 0,
        expectedWaitMs: null,
      }),
    ],
  ]
  window.fetch = async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.href)
    for (const { path, tell } of told) if (pathname.endsWith(path)) tell()
    told = told.filter(({ path }) => !pathname.endsWith(path))
    const mine = Object.entries(own).find(([end]) => pathname.endsWith(end))
    if (mine) return Response.json(mine[1])
    const answer = answers.find(([path]) => path.test(pathname))
    return answer ? Response.json(answer[1]()) : Response.json({ code: 'not_found', message: '' }, { status: 404 })
  }
}
