import { render } from 'preact'
import type { InterfaceLocale } from '#shared'
import type { PendingState, Attached } from '#client'
import type { Availability, RefusalCode, SearchResponse } from '#protocol'
import { createLauncher } from '../../widget/launcher/launcher.ts'
import { createPanelState, PanelContext, type PanelState } from '../../widget/panel/panel-state.ts'
import panelCss from '../../widget/panel/panel.css?inline'
import { createSearch, type Search } from '../../widget/panel/searching/search.ts'
import { Shell } from '../../widget/panel/shell.tsx'
import { createTalk, type Talk } from '../../widget/panel/talk.ts'
import type { Conversing } from '../../widget/conversation/conversing.ts'
import { showHeard } from '../../widget/conversation/heard/heard.ts'
import { effect, signal } from '../../widget/signal.ts'
import type { Pack } from '../../widget/texts/speech.ts'
import { attachedOf, aPicture, filesOf, refusedOf, withFiles } from './sample-files.ts'
import { HERE, hitsOf, messagesOf, NOW, visitorConversationOf, wordsOf } from './sample.ts'

interface Shown {
  panel: PanelState
  search: Search
  talk: Talk
  locale: InterfaceLocale
}
type WidgetPart = (shown: Shown) => void | Promise<void>

const TEXTS: Record<InterfaceLocale, () => Promise<{ texts: Pack }>> = {
  en: () => import('../../widget/locales/en/panel.ts'),
  ru: () => import('../../widget/locales/ru/panel.ts'),
  de: () => import('../../widget/locales/de/panel.ts'),
}
/** The panel in the flow of the page instead of over it, in the typeface of the repository: a system's own differs by machine. */
const IN_THE_FLOW = `:host{position:static!important;display:block!important}
.launcher{display:none}
.panel{position:relative;inset:auto;width:380px;height:620px;max-width:none;box-shadow:none;font-family:'Golos Text Variable'}
*{caret-color:transparent!important}`
const CLOSED: Availability = {
  ...HERE,
  online: false,
  staffed: false,
  open: false,
  opensAt: '2026-11-27T06:00:00.000Z',
  closesAt: null,
  expectedWaitMs: null,
}

const soldOf = (locale: InterfaceLocale) => ({
  sku: 'TR-1101',
  name: locale === 'ru' ? 'Палатка Перевал 3' : 'Pereval 3 tent',
  price: 19_990,
  currency: 'RUB',
  availability: 'in_stock' as const,
  picture: null,
  attributes:
    locale === 'ru'
      ? [
          { name: 'Вес', value: '3,4 кг' },
          { name: 'Мест', value: '3' },
          { name: 'Водостойкость дна', value: '8 000 мм' },
        ]
      : [
          { name: 'Weight', value: '3.4 kg' },
          { name: 'Sleeps', value: '3' },
          { name: 'Floor holds water of', value: '8,000 mm' },
        ],
  url: `http://localhost/${locale}/product/pereval-3`,
})
const found = ({ locale }: Shown, more: Partial<SearchResponse> = {}): SearchResponse => ({
  verdict: 'answer',
  intent: null,
  confidence: 0.9,
  hits: hitsOf(locale),
  repaired: [],
  searched: wordsOf(locale).question,
  ...more,
})
const searched =
  (more: Partial<SearchResponse>): WidgetPart =>
  (shown) => {
    shown.panel.query.value = wordsOf(shown.locale).question
    shown.search.foundFor.value = wordsOf(shown.locale).question
    shown.search.submitted.value = true
    shown.search.found.value = found(shown, more)
  }
const person =
  (availability: Availability): WidgetPart =>
  async ({ panel, talk }) => {
    panel.availability.value = availability
    await talk.loadWayIn()
    panel.go({ name: 'person' })
  }

/** Files as they would stand in the field and in messages; nothing is uploaded or fetched. */
async function carrying(shown: Shown, attached: (locale: InterfaceLocale) => Attached[]): Promise<void> {
  const { beginFiles } = await import('../../widget/files/files.tsx')
  const files = await beginFiles(shown.panel, AbortSignal.abort())
  if (!files) throw new Error('the texts of files do not load')
  const list = attached(shown.locale)
  files.of = (place) => list.filter((one) => one.place === place)
  files.attaching.blobOf = () => Promise.resolve(null)
  files.bytes.picture = aPicture
  shown.talk.draft!.files.part.value = files
}

/** The conversation as it would stand after the server has spoken; it is asked for nothing. */
const talking =
  (
    set: (conversing: Conversing, shown: Shown) => void,
    attached?: (locale: InterfaceLocale) => Attached[],
  ): WidgetPart =>
  async (shown) => {
    const { panel, talk, locale } = shown
    await talk.loadWayIn()
    const part = await import('../../widget/conversation/part.tsx')
    // For its texts and its styles alone.
    await part.beginConversing(panel, talk.draft!, AbortSignal.abort())
    const never = () => Promise.resolve(false)
    const conversing: Conversing = {
      conversation: signal(visitorConversationOf(locale)),
      messages: signal(messagesOf(locale)),
      pending: signal([]),
      link: signal('live'),
      refused: signal(null),
      operatorTyping: signal(false),
      send() {},
      begunBy() {},
      retry() {},
      discard() {},
      takeBack() {},
      openFiles: () => Promise.resolve(null),
      typing() {},
      seen() {},
      mailInstead: never,
      keepMail: never,
      rate: never,
      end: never,
      preview: never,
      transcript: () => Promise.resolve(null),
      mailTranscript: never,
      anew() {},
      identify() {},
      forget() {},
    }
    set(conversing, shown)
    if (attached) await carrying(shown, attached)
    talk.part.value = part
    talk.conversing.value = conversing
    panel.go({ name: 'person' })
  }
const pendingOf = ({ locale }: Shown, state: PendingState, refused: RefusalCode | null = null) => ({
  op: 'send' as const,
  clientMessageId: `pending-${state}`,
  conversationId: 'cnv_1',
  text: wordsOf(locale).said[2],
  at: new Date(NOW).toISOString(),
  refused,
  state,
  packet: null as never,
  name: null,
  mail: null,
  files: [],
  again: false,
})

export const WIDGET_PARTS: Record<string, WidgetPart> = {
  'widget: home': () => {},
  'widget: home on the page of a product': async ({ panel, locale }) => {
    panel.sold.value = (await import('../../widget/panel/searching/product-card.tsx')).productCard
    panel.context.value = { ...panel.context.value!, product: soldOf(locale) }
  },
  'widget: one clear answer': searched({}),
  'widget: several may be it': searched({ verdict: 'suggest', confidence: 0.5 }),
  'widget: nothing fits': searched({ verdict: 'escalate', hits: [], confidence: 0.1 }),
  'widget: a greeting': searched({ verdict: 'suggest', intent: 'greeting', searched: '' }),
  'widget: search failed': ({ search, panel, locale }) => {
    panel.query.value = wordsOf(locale).question
    search.failed.value = true
  },
  'widget: an answer': ({ panel }) => panel.go({ name: 'answer', id: 'ans_0' }),
  'widget: an answer that does not come': ({ panel }) => panel.go({ name: 'answer', id: 'missing' }),
  'widget: a person is there': person(HERE),
  'widget: everybody is busy': person({ ...HERE, online: false, waiting: 3 }),
  'widget: closed': person(CLOSED),
  'widget: in the queue': talking(({ conversation, messages }, { locale }) => {
    messages.value = messagesOf(locale).slice(0, 1)
    conversation.value = visitorConversationOf(locale, {
      state: 'queued',
      operator: null,
      position: 3,
      expectedWaitMs: 240_000,
      read: 0,
    })
  }),
  'widget: in the queue, with an address': talking(({ conversation, messages }, { locale }) => {
    messages.value = messagesOf(locale).slice(0, 1)
    const standing = { state: 'queued', operator: null, position: 1, expectedWaitMs: 60_000, read: 0 } as const
    conversation.value = visitorConversationOf(locale, { ...standing, mail: 'anna@post.example' })
  }),
  'widget: a conversation': talking(() => {}),
  'widget: the operator is typing': talking(({ operatorTyping }) => {
    operatorTyping.value = true
  }),
  'widget: what is typed is seen': async (shown) => {
    await talking(() => {})(shown)
    const { panel, talk, locale } = shown
    panel.context.value = { ...panel.context.value!, own: { preview: true } }
    talk.draft!.text.value = wordsOf(locale).said[2]
  },
  'widget: not yet sent': talking(({ pending, messages }, shown) => {
    messages.value = messages.value.slice(0, 2)
    pending.value = [pendingOf(shown, 'sending'), pendingOf(shown, 'not_sent', 'unavailable')]
  }),
  'widget: files to send': talking(() => {}, attachedOf),
  'widget: files before the first message': async (shown) => {
    await person(HERE)(shown)
    await carrying(shown, attachedOf)
  },
  'widget: a file that is refused': talking(() => {}, refusedOf),
  'widget: files on their way': talking(
    ({ pending, messages }, shown) => {
      messages.value = messages.value.slice(0, 2)
      pending.value = [{ ...pendingOf(shown, 'uploading'), files: ['fil_1'] }]
    },
    (locale) => attachedOf(locale).map((one) => ({ ...one, place: 'pending-uploading' })),
  ),
  'widget: files a conversation has no room for': talking(
    ({ pending, messages }, shown) => {
      messages.value = messages.value.slice(0, 2)
      pending.value = [{ ...pendingOf(shown, 'not_sent', 'conversation_files_full'), files: ['fil_1'] }]
    },
    (locale) => attachedOf(locale).map((one) => ({ ...one, place: 'pending-not_sent', state: 'up', kept: true })),
  ),
  'widget: files in a conversation': talking(
    ({ messages }, { locale }) => {
      messages.value = withFiles(locale)
    },
    () => [],
  ),
  'widget: a picture shown large': async (shown) => {
    await talking(
      ({ messages }) => {
        messages.value = withFiles(shown.locale)
      },
      () => [],
    )(shown)
    shown.talk.draft!.files.part.peek()!.viewed.value = filesOf(shown.locale)[0]!.id
  },
  'widget: heard while closed': async (shown) => {
    await talking(() => {})(shown)
    const { panel, talk } = shown
    panel.embedding.addStyles('section.heard{position:relative;inset:auto}')
    showHeard(panel, talk.conversing.peek()!, new AbortController().signal)
    const stop = effect(() => {
      if (!panel.open.value) return
      panel.open.value = false
      document.dispatchEvent(new CustomEvent('firstline:unread', { detail: { count: 1 } }))
      queueMicrotask(() => stop())
    })
  },
  'widget: solved': talking(({ conversation }, { locale }) => {
    conversation.value = visitorConversationOf(locale, { state: 'solved', read: 4 })
  }),
}

/** Draws the panel in a shadow root of its own, in the flow of the page. */
export async function showWidget(
  part: WidgetPart,
  place: HTMLElement,
  locale: InterfaceLocale,
  theme: 'light' | 'dark',
): Promise<void> {
  const { host, root, button, addStyles } = createLauncher({ site: 'tropa', theme }, '', () => theme === 'dark')
  place.append(host)
  addStyles(panelCss)
  addStyles(IN_THE_FLOW)
  const loadTexts = (wanted: InterfaceLocale) => TEXTS[wanted]()
  const { texts } = await loadTexts(locale)
  const panel = createPanelState(
    {
      origin: location.origin,
      options: { site: 'tropa', theme },
      locale,
      begunAt: 'https://tropa.example/',
      root,
      launcher: button,
      emit() {},
      report() {},
      warn() {},
      wrongSite() {},
      addStyles,
      loadTexts,
    },
    texts,
  )
  const shown: Shown = {
    panel,
    search: createSearch(panel),
    talk: createTalk(panel, new AbortController().signal),
    locale,
  }
  host.dataset.theme = theme
  host.toggleAttribute('data-open', true)
  await panel.loadContext()
  // What is shown stays: nothing is asked again, neither of the page nor for the words in the field.
  panel.loadContext = () => Promise.resolve()
  await part(shown)
  shown.search.stop()
  panel.open.value = true
  const box = document.createElement('div')
  root.prepend(box)
  render(
    <PanelContext.Provider value={panel}>
      <Shell search={shown.search} talk={shown.talk} />
    </PanelContext.Provider>,
    box,
  )
}
