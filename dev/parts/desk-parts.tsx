import type { InterfaceLocale } from '#shared'
import type { DeskPresence, Message } from '#protocol'
import { ConversationList } from '../../site/desk/inbox/lists/conversation-list.tsx'
import { ConversationPane } from '../../site/desk/inbox/conversation-pane.tsx'
import { inboxKnown, notices, operators, presence } from '../../site/desk/inbox/lists/conversations.ts'
import { drafts } from '../../site/desk/inbox/drafts.ts'
import { EraseDialog } from '../../site/desk/inbox/dialogs/erase-dialog.tsx'
import { viewed } from '../../site/desk/inbox/files/viewed.ts'
import { offers, summaries } from '../../site/desk/inbox/heard.ts'
import { MessageList } from '../../site/desk/inbox/messages/message-list.tsx'
import { currentId, opened } from '../../site/desk/inbox/messages/messages.ts'
import { OfferCards } from '../../site/desk/inbox/offers.tsx'
import { PacketPane } from '../../site/desk/inbox/packet-pane.tsx'
import { AskDesktop } from '../../site/desk/attention/ask-desktop.tsx'
import { asks } from '../../site/desk/attention/desktop.ts'
import { PresenceSwitch } from '../../site/desk/inbox/presence-switch.tsx'
import { SolveDialog } from '../../site/desk/inbox/dialogs/solve-dialog.tsx'
import { TransferDialog } from '../../site/desk/inbox/dialogs/transfer-dialog.tsx'
import { UnsentBubble } from '../../site/desk/inbox/messages/unsent-bubble.tsx'
import { ChangedFields } from '../../site/desk/library/changed-fields.tsx'
import { connection } from '../../site/desk/live.ts'
import { BackupCodes } from '../../site/desk/session/backup-codes.tsx'
import { ForgotPage } from '../../site/desk/session/forgot-page.tsx'
import { address } from '../../site/desk/routing.ts'
import { session } from '../../site/desk/session/session.ts'
import { SignInPage } from '../../site/desk/session/sign-in-page.tsx'
import { LostLine } from '../../site/desk/shell/notices.tsx'
import { Rail } from '../../site/desk/shell/rail.tsx'
import { t } from '../../site/desk/texts.ts'
import { CopyField } from '../../site/desk/ui/copy-field.tsx'
import { Difference } from '../../site/desk/ui/difference.tsx'
import { Banner, Choice, Empty, Field, More, Skeleton } from '../../site/desk/ui/parts.tsx'
import { Toasts } from '../../site/desk/ui/toasts.tsx'
import { labels } from '../../site/desk/labels/labels.ts'
import { beginLists, DAY_PARTS } from './day-parts.tsx'
import { SHOP_PARTS } from './shop-parts.tsx'
import { answerPart } from './api-stub.ts'
import type { DeskPart } from './desk-part.ts'
import { FILE_PARTS } from './file-parts.tsx'
import { detailOf, messagesOf, NOW, summaryOf, wordsOf } from './sample.ts'
import { siteOf } from './sample-library.ts'

const COLUMN = 340
const PANE = 640
const none = () => {}
const iso = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()

const PRESENCE: DeskPresence = { available: true, connected: true, active: 1, capacity: 4, setAwayBecause: null }

/** As the desk stands when somebody has signed in and nothing has happened yet. */
export function beginAnew(locale: InterfaceLocale): void {
  const { operator } = wordsOf(locale)
  session.value = {
    state: 'in',
    person: { id: 'usr_me', name: operator, mail: 'ilya@tropa.example', role: 'lead', totp: false },
    site: siteOf(),
    people: 3,
  }
  connection.value = 'live'
  presence.value = PRESENCE
  operators.value = [
    { id: 'usr_me', name: operator, available: true, connected: true, active: 1, capacity: 4 },
    { id: 'usr_2', name: wordsOf(locale).other, available: true, connected: true, active: 2, capacity: 4 },
  ]
  notices.value = []
  summaries.value = new Map()
  offers.value = new Map()
  opened.value = new Map()
  drafts.value = new Map()
  currentId.value = null
  viewed.value = null
  asks.value = false
  inboxKnown.value = true
  address.value = '/desk'
  labels.value = []
  beginLists()
  answerPart({})
}

const presenceOf = (more: Partial<DeskPresence>, line: 'live' | 'lost' = 'live'): DeskPart => ({
  width: COLUMN,
  draw: () => {
    presence.value = { ...PRESENCE, ...more }
    connection.value = line
    return <PresenceSwitch />
  },
})
const list = (view: 'queue' | 'mine' | 'snoozed', set: (locale: InterfaceLocale) => void): DeskPart => ({
  width: COLUMN,
  height: 560,
  draw: (locale) => {
    set(locale)
    return <ConversationList view={view} openId="cnv_1" />
  },
})
const rows = (...all: ReturnType<typeof summaryOf>[]) => {
  summaries.value = new Map(all.map((each) => [each.id, each]))
}
const conversation = (more: Parameters<typeof detailOf>[1] = {}, draft = ''): DeskPart => ({
  width: PANE,
  height: 720,
  draw: (locale) => {
    const detail = detailOf(locale, more)
    opened.value = new Map([['cnv_1', { detail, messages: messagesOf(locale) }]])
    if (draft) drafts.value = new Map([['cnv_1', { text: wordsOf(locale).said[1], version: 1, dirty: false }]])
    currentId.value = 'cnv_1'
    return <ConversationPane id="cnv_1" view="mine" />
  },
})
const bubbles = (locale: InterfaceLocale, ...more: Partial<Message>[]) => {
  const [said] = messagesOf(locale)
  const messages = more.map((each, index) => ({ ...(said as Message), id: `msg_${index}`, seq: index + 1, ...each }))
  return <MessageList detail={detailOf(locale)} messages={messages} />
}

export const DESK_PARTS: Record<string, DeskPart> = {
  'desk: buttons': {
    width: PANE,
    draw: () => (
      <p style="display:flex;gap:8px;flex-wrap:wrap">
        <button type="button" class="button button-main">
          {t('ui.save')}
        </button>
        <button type="button" class="button">
          {t('ui.cancel')}
        </button>
        <button type="button" class="button button-small">
          {t('ui.undo')}
        </button>
        <button type="button" class="button button-quiet">
          {t('ui.again')}
        </button>
        <button type="button" class="button button-main" disabled>
          {t('ui.save')}
        </button>
      </p>
    ),
  },
  'desk: fields': {
    width: COLUMN,
    draw: (locale) => (
      <>
        <Field label={t('session.mail')} hint={wordsOf(locale).answers[0][1]}>
          {(ties) => <input {...ties} value={wordsOf(locale).answers[0][0]} />}
        </Field>
        <Field label={t('inbox.search')} problem={wordsOf(locale).note}>
          {(ties) => <input {...ties} value="" />}
        </Field>
        <CopyField label={t('composer.send')} value="https://help.tropa.example/desk/setup#token" />
      </>
    ),
  },
  'desk: banners': {
    width: PANE,
    draw: (locale) =>
      (['good', 'warn', 'bad', 'plain'] as const).map((tone) => (
        <Banner key={tone} tone={tone}>
          {wordsOf(locale).answers[1][1]}
        </Banner>
      )),
  },
  'desk: choice and more': {
    width: PANE,
    draw: () => (
      <>
        <Choice
          label={t('inbox.views')}
          value="mine"
          options={(['queue', 'mine', 'waiting'] as const).map((value) => ({
            value,
            text: t(`inbox.${value}`),
            count: 3,
          }))}
          onChoose={none}
        />
        <More shown={20} total={54} busy={false} onMore={none} />
      </>
    ),
  },
  'desk: empty': {
    width: COLUMN,
    draw: () => (
      <Empty icon="inbox" title={t('inbox.chooseTitle')}>
        <button type="button" class="button">
          {t('inbox.beginNow')}
        </button>
      </Empty>
    ),
  },
  'desk: waiting for data': { width: COLUMN, draw: () => <Skeleton tall rows={4} /> },
  'desk: difference': {
    width: PANE,
    draw: (locale) => (
      <Difference
        parts={[
          { kind: 'same', text: wordsOf(locale).answers[0][1].slice(0, 30) },
          { kind: 'removed', text: ` ${wordsOf(locale).answers[1][0]} ` },
          { kind: 'added', text: ` ${wordsOf(locale).answers[2][0]} ` },
        ]}
      />
    ),
  },
  'desk: changed fields': {
    width: PANE,
    draw: (locale) => <ChangedFields changed={[{ field: 'category', from: 'orders', to: wordsOf(locale).category }]} />,
  },
  'desk: rail': { width: 96, height: 640, draw: () => <Rail place="inbox" /> },
  'desk: no line': {
    width: PANE,
    height: 260,
    draw: () => {
      connection.value = 'lost'
      return (
        <Toasts>
          <LostLine />
        </Toasts>
      )
    },
  },
  'desk: signing in': {
    width: PANE,
    height: 560,
    draw: () => {
      session.value = { state: 'out' }
      return <SignInPage />
    },
  },
  'desk: signed out': {
    width: PANE,
    height: 560,
    draw: () => {
      session.value = { state: 'out', why: 'ended' }
      return <SignInPage />
    },
  },
  'desk: forgotten password': {
    width: PANE,
    height: 480,
    draw: () => {
      session.value = { state: 'out' }
      return <ForgotPage />
    },
  },
  'desk: backup codes': {
    width: PANE,
    draw: () => <BackupCodes codes={['a1b2c-3d4e5', 'f6g7h-8j9k0', 'l1m2n-3p4q5', 'r6s7t-8u9v0']} />,
  },
  'desk: taking conversations': presenceOf({}),
  'desk: asked about notifications': {
    width: COLUMN,
    draw: () => {
      asks.value = true
      return <AskDesktop />
    },
  },
  'desk: every place taken': presenceOf({ active: 4 }),
  'desk: away': presenceOf({ available: false, active: 0 }),
  'desk: set away': presenceOf({ available: false, active: 0, setAwayBecause: 'offer_expired' }),
  'desk: presence without a line': presenceOf({}, 'lost'),
  'desk: own conversations': list('mine', (locale) =>
    rows(
      summaryOf(locale, { unread: 2, due: { at: iso(4), level: 'soon' } }),
      summaryOf(locale, {
        id: 'cnv_2',
        question: wordsOf(locale).second,
        due: { at: iso(-6), level: 'missed' },
        priority: 2,
      }),
      summaryOf(locale, {
        id: 'cnv_3',
        question: wordsOf(locale).answers[2][0],
        visitor: { ...summaryOf(locale).visitor, name: null, mail: 'guest@post.example', online: false },
        product: { sku: 'OCH-VIKHR', name: wordsOf(locale).page },
        lastMessage: { author: 'operator', text: wordsOf(locale).said[1], at: iso(-60) },
      }),
    ),
  ),
  'desk: no conversations': list('mine', none),
  'desk: nothing while away': list('mine', (locale) => {
    presence.value = { ...PRESENCE, available: false, active: 0 }
    rows(summaryOf(locale, { id: 'cnv_9', state: 'queued', operator: null, position: 1 }))
  }),
  'desk: the queue': list('queue', (locale) =>
    rows(
      summaryOf(locale, { state: 'queued', operator: null, position: 1, priority: 1 }),
      summaryOf(locale, {
        id: 'cnv_2',
        state: 'queued',
        operator: null,
        position: 2,
        question: wordsOf(locale).second,
        offeredTo: { id: 'usr_2', until: iso(1) },
      }),
    ),
  ),
  'desk: lists before the first answer': list('mine', () => {
    inboxKnown.value = false
  }),
  'desk: an offer': {
    width: COLUMN,
    draw: (locale) => {
      rows(
        summaryOf(locale, {
          state: 'queued',
          operator: null,
          position: 1,
          offeredTo: { id: 'usr_me', until: iso(0.5) },
        }),
      )
      offers.value = new Map([['cnv_1', NOW + 30_000]])
      return <OfferCards />
    },
  },
  'desk: a conversation': conversation(),
  'desk: a conversation with a draft': conversation({}, 'draft'),
  'desk: a conversation of another': conversation({ operator: { id: 'usr_2', name: 'Nora' } }),
  'desk: a waiting conversation': conversation({ state: 'queued', operator: null, position: 2 }),
  'desk: a solved conversation': conversation({
    state: 'solved',
    solvedAt: iso(-2),
    rating: { stars: 4, comment: 'OK' },
  }),
  'desk: messages': {
    width: PANE,
    draw: (locale) =>
      bubbles(
        locale,
        {},
        { author: 'operator', authorName: wordsOf(locale).operator, seq: 2, text: wordsOf(locale).said[1] },
        {
          author: 'operator',
          seq: 9,
          text: wordsOf(locale).said[3],
          template: { id: 'ans_0', edited: true },
          editedAt: iso(-1),
        },
        { author: 'operator', kind: 'note', text: wordsOf(locale).note },
        { author: 'operator', deletedAt: iso(-1) },
        {
          author: 'system',
          kind: 'event',
          text: '',
          event: { code: 'operator_joined', values: { operator: wordsOf(locale).operator } },
        },
      ),
  },
  'desk: unsent messages': {
    width: PANE,
    draw: (locale) => {
      const unsent = {
        clientMessageId: 'k',
        conversationId: 'cnv_1',
        kind: 'text',
        text: wordsOf(locale).said[1],
        at: iso(0),
      }
      return (
        <>
          <UnsentBubble unsent={{ ...unsent, refused: null, state: 'sending' } as never} live />
          <UnsentBubble unsent={{ ...unsent, refused: null, state: 'waiting' } as never} live={false} />
          <UnsentBubble unsent={{ ...unsent, refused: 'too_many', state: 'not_sent' } as never} live />
        </>
      )
    },
  },
  ...FILE_PARTS,
  'desk: handover packet': {
    width: 320,
    height: 760,
    draw: (locale) => <PacketPane detail={detailOf(locale)} messages={messagesOf(locale)} />,
  },
  ...DAY_PARTS,
  ...SHOP_PARTS,
  'desk: solving': {
    width: PANE,
    height: 560,
    draw: (locale) => <SolveDialog detail={detailOf(locale)} messages={messagesOf(locale)} onClose={none} />,
  },
  'desk: snoozed conversations': list('snoozed', (locale) =>
    rows(
      summaryOf(locale, { snoozed: { until: '2026-11-30T06:00:00.000Z' } }),
      summaryOf(locale, { id: 'cnv_2', question: wordsOf(locale).second, snoozed: { until: null } }),
    ),
  ),
  'desk: transferring': {
    width: PANE,
    height: 560,
    draw: (locale) => <TransferDialog detail={detailOf(locale)} onClose={none} />,
  },
  'desk: erasing': {
    width: PANE,
    height: 480,
    draw: (locale) => <EraseDialog detail={detailOf(locale)} onClose={none} />,
  },
}
