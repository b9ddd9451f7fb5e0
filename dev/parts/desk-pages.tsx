import type { ComponentChildren } from 'preact'
import { signal } from '@preact/signals'
import { ALERTS, type InterfaceLocale } from '#shared'
import { AuditPage } from '../../site/desk/audit/audit-page.tsx'
import { CategoriesPage } from '../../site/desk/catalogue/categories/categories-page.tsx'
import { ForYouPage } from '../../site/desk/for-you/for-you-page.tsx'
import { GrowthPage } from '../../site/desk/growth/growth-page.tsx'
import { ConversationMenu } from '../../site/desk/inbox/conversation-menu.tsx'
import { notices } from '../../site/desk/inbox/lists/conversations.ts'
import { PromoteDialog } from '../../site/desk/inbox/promote/promote-dialog.tsx'
import { AnswerFields } from '../../site/desk/library/answer-fields.tsx'
import { CareFields } from '../../site/desk/library/care/care-fields.tsx'
import { Conflict } from '../../site/desk/library/conflict.tsx'
import { EditorPage } from '../../site/desk/library/editor-page.tsx'
import { LibraryList } from '../../site/desk/library/library-list.tsx'
import { AlertFields } from '../../site/desk/now/steering/alert-fields.tsx'
import { SteerDialog } from '../../site/desk/now/steering/steer-dialog.tsx'
import { NowPage } from '../../site/desk/now/now-page.tsx'
import { PeoplePage } from '../../site/desk/people/people-page.tsx'
import { ResetLinkDialog } from '../../site/desk/people/person-menu.tsx'
import { SitePage } from '../../site/desk/people/site-page.tsx'
import { ReviewPage } from '../../site/desk/review/review-page.tsx'
import { address } from '../../site/desk/routing.ts'
import { AccountPage } from '../../site/desk/session/account-page.tsx'
import { type Me, session } from '../../site/desk/session/session.ts'
import { Finder } from '../../site/desk/shell/finder.tsx'
import { Rail } from '../../site/desk/shell/rail.tsx'
import { t } from '../../site/desk/texts.ts'
import { VisitorsPage } from '../../site/desk/visitors/visitors-page.tsx'
import { labels } from '../../site/desk/labels/labels.ts'
import { LabelsPage } from '../../site/desk/labels/labels-page.tsx'
import { labelsOf } from './sample-labels.ts'
import { tasksOf } from './sample-tasks.ts'
import { answerPart } from './api-stub.ts'
import type { DeskPart } from './desk-part.ts'
import { detailOf, wordsOf } from './sample.ts'
import { answerOf, answersOf, siteOf } from './sample-library.ts'
import { foreseenOf } from './sample-foresight.ts'
import { visitsOf } from './sample-visits.ts'

const PAGE = 1000
const none = () => {}

function sits(locale: InterfaceLocale, role: Me['role'], totp = false): void {
  const { operator } = wordsOf(locale)
  session.value = {
    state: 'in',
    person: { id: 'usr_me', name: operator, mail: 'ilya@tropa.example', role, totp },
    site: siteOf(),
    people: 3,
  }
}
type Page = Omit<DeskPart, 'width' | 'draw'> & {
  role?: Me['role']
  totp?: boolean
  at?: string
  width?: number
  /** Other answers than those of an ordinary day. */
  answers?: (locale: InterfaceLocale) => Record<string, unknown>
}
const page = (draw: (locale: InterfaceLocale) => ComponentChildren, height: number, of: Page = {}): DeskPart => ({
  ...of,
  width: of.width ?? PAGE,
  height,
  draw: (locale) => {
    sits(locale, of.role ?? 'lead', of.totp)
    answerPart({ ...of.answers?.(locale), ...answersOf(locale), ...of.answers?.(locale) })
    address.value = of.at ?? '/desk'
    return draw(locale)
  },
})
const empty = { items: [], page: 1, perPage: 40, total: 0 }
const PREVIEW = '/answers/preview'
const growth = (part: string, height: number, of: Page = {}) =>
  page(() => <GrowthPage />, height, { ...of, at: `/desk/growth/${part}` })

/** The desk's pages, as leads and admins see them. */
export const DESK_PAGES: Record<string, DeskPart> = {
  'desk: labels': page(
    (locale) => {
      labels.value = labelsOf(locale)
      return <LabelsPage />
    },
    560,
    { answers: () => ({ '/label-counts': { items: [{ id: 'lbl_1', open: 3, lately: 17 }] } }) },
  ),
  'desk: library': page(() => <LibraryList />, 560),
  'desk: library with nothing found': page(() => <LibraryList />, 480, { answers: () => ({ '/desk/answers': empty }) }),
  'desk: answer': page(() => <EditorPage id="ans_0" />, 1240, { asks: PREVIEW }),
  'desk: answer returned': page(() => <EditorPage id="ans_2" />, 1100, { asks: PREVIEW }),
  'desk: answer that is not there': page(() => <EditorPage id="ans_9" />, 300),
  'desk: new answer': page(() => <EditorPage id={null} />, 800, { asks: PREVIEW }),
  'desk: answer fields with faults': page(
    (locale) => (
      <AnswerFields
        content={signal({ ...answerOf(locale), category: '', question: '' })}
        problems={[]}
        fixed={false}
        wrong={{ question: t('problem.invalid'), category: t('problem.invalid'), slug: t('problem.invalid') }}
      />
    ),
    760,
    { width: 560 },
  ),
  'desk: dates and owner of an answer': page(
    (locale) => (
      <CareFields
        content={answerOf(locale, {
          validFrom: '2026-11-20',
          validUntil: '2026-11-30',
          reviewBy: null,
          owner: wordsOf(locale).other,
        })}
        wrong={{}}
        onChange={none}
      />
    ),
    360,
    { width: 560 },
  ),
  'desk: answer changed by another': page(
    (locale) => <Conflict answer={answerOf(locale)} current={4} onTheirs={none} onMine={none} />,
    320,
    { press: '.banner button' },
  ),
  'desk: review': page(() => <ReviewPage />, 900, {
    at: '/desk/review/ans_1',
    asks: '/foresight',
    answers: (locale) => ({
      ...foreseenOf(locale),
      '/desk/answers': {
        ...empty,
        items: [
          answersOf(locale)['/desk/answers/ans_1'] &&
            answerOf(locale, { id: 'ans_1', question: wordsOf(locale).answers[1][0], state: 'in_review', revision: 4 }),
        ],
        total: 1,
      },
    }),
  }),
  'desk: categories': page(() => <CategoriesPage />, 520),
  'desk: for you': page(() => <ForYouPage />, 720, {
    asks: '/desk/for-you',
    answers: (locale) => ({
      '/desk/tasks': { ...empty, items: tasksOf(locale), total: 2 },
      '/desk/for-you': {
        ...empty,
        items: (['mentioned', 'woken', 'missed', 'transferred', 'returned', 'published', 'task_given'] as const).map(
          (kind, index) => ({
            id: `fyo_${index}`,
            kind,
            site: 'tropa',
            at: '2026-11-27T09:00:00.000Z',
            read: index > 1,
            byName: kind === 'missed' || kind === 'woken' ? null : wordsOf(locale).other,
            ...(kind === 'task_given' ? { task: wordsOf(locale).second } : {}),
            conversation: [4, 5].includes(index)
              ? null
              : { id: 'cnv_1', question: wordsOf(locale).said[0], state: 'active' },
            answer: ![4, 5].includes(index) ? null : { id: 'ans_1', question: wordsOf(locale).answers[1][0] },
          }),
        ),
        total: 7,
        unread: 2,
      },
    }),
  }),
  'desk: alerts for a lead': page(() => <ForYouPage />, 520, {
    asks: '/desk/for-you',
    answers: (locale) => ({
      '/desk/for-you': {
        ...empty,
        items: ALERTS.map((kind, index) => ({
          id: `fyo_${index}`,
          kind,
          site: 'tropa',
          at: '2026-11-27T09:00:00.000Z',
          read: index > 1,
          byName: wordsOf(locale).other,
          conversation: { id: 'cnv_1', question: wordsOf(locale).said[0], state: 'active' },
          answer: null,
        })),
        total: 4,
        unread: 2,
      },
    }),
  }),
  'desk: steering an operator': page(
    (locale) => (
      <SteerDialog
        operator={{
          ...{ id: 'usr_2', name: wordsOf(locale).other, available: true, connected: true, active: 2, capacity: 4 },
          ...{ setAwayBecause: null, lastSeenAt: null, skills: [wordsOf(locale).category] },
        }}
        onClose={none}
        onDone={none}
      />
    ),
    520,
    { width: 640 },
  ),
  'desk: what leads are told of': page(
    () => (
      <section class="card">
        <AlertFields alerts={['nobody_took', 'low_rating']} onChange={none} />
      </section>
    ),
    260,
    { width: 640 },
  ),
  'desk: nothing for you': page(() => <ForYouPage />, 320, {
    answers: () => ({ '/desk/for-you': { ...empty, unread: 0 } }),
  }),
  'desk: nothing to review': page(() => <ReviewPage />, 480, { answers: () => ({ '/desk/answers': empty }) }),
  'desk: gaps': growth('gaps', 560),
  'desk: no gaps': growth('gaps', 420, { answers: () => ({ '/desk/gaps': empty }) }),
  'desk: due this week': growth('gaps', 640, {
    answers: (locale) => ({
      '/desk/gaps': empty,
      '/desk/due-answers': {
        items: (['ended', 'ends', 'review', 'begins'] as const).map((kind, index) => ({
          ...answerOf(locale, { id: `ans_${index}`, question: wordsOf(locale).answers[index % 3]?.[0] ?? '' }),
          owner: index === 1 ? wordsOf(locale).other : null,
          kind,
          on: `2026-${['11-20', '11-30', '12-01', '12-02'][index]}`,
        })),
      },
    }),
  }),
  'desk: metrics': growth('numbers', 980),
  'desk: test a question': growth('try', 640, { asks: '/desk/match', types: (locale) => wordsOf(locale).question }),
  'desk: thresholds': growth('thresholds', 900, { asks: '/thresholds/preview' }),
  'desk: synonyms': growth('synonyms', 520),
  'desk: learned': growth('learnt', 640),
  'desk: dictionary': growth('words', 520),
  'desk: now': page(() => <NowPage />, 1320),
  'desk: now and nothing to do': page(() => <NowPage />, 760, {
    answers: () => ({
      '/desk/now': {
        open: false,
        opensAt: null,
        waiting: 0,
        waitingSince: null,
        byMail: 0,
        late: 0,
        soon: 0,
        operators: [],
        groups: [],
        due: [],
      },
      '/desk/responses': { items: [] },
    }),
  }),
  'desk: people for an admin': page(() => <PeoplePage />, 760, { role: 'admin' }),
  'desk: people for an operator': page(() => <PeoplePage />, 400, { role: 'operator' }),
  'desk: more about a person': page(() => <PeoplePage />, 560, {
    role: 'admin',
    press: '.person-acts [aria-haspopup]',
  }),
  'desk: a new sign-in link': page(
    (locale) => <ResetLinkDialog person={{ id: 'usr_2', name: wordsOf(locale).other }} onClose={none} />,
    420,
    { width: 640 },
  ),
  'desk: account': page(() => <AccountPage />, 2100, { width: 800 }),
  'desk: account with a second step': page(() => <AccountPage />, 2100, { width: 800, totp: true }),
  'desk: site': page(() => <SitePage />, 2100, { width: 800, role: 'admin' }),
  'desk: who is on the site': page(() => <VisitorsPage />, 480, {
    asks: '/desk/visitors',
    answers: (locale) => ({ '/desk/visitors': visitsOf(locale) }),
  }),
  'desk: audit': page(() => <AuditPage />, 560, { role: 'admin' }),
  'desk: menu of a conversation': page(
    (locale) => (
      <div style="display:flex;justify-content:end">
        <ConversationMenu detail={detailOf(locale, { state: 'queued', operator: null })} />
      </div>
    ),
    420,
    { width: 420, press: 'button' },
  ),
  'desk: notices': page(
    () => {
      notices.value = [
        { code: 'target_missed', values: { count: 4 } },
        { code: 'mail_off', values: { count: 2 } },
      ] as never
      return (
        <div style="width:86px;height:100%;display:grid">
          <Rail place="inbox" />
        </div>
      )
    },
    640,
    { width: 560, press: '.rail-notices', role: 'admin' },
  ),
  'desk: finder': page(() => <Finder onClose={none} />, 480, {
    width: 640,
    asks: '/desk/find',
    types: (locale) => wordsOf(locale).category,
  }),
  'desk: promotion': page(
    (locale) => <PromoteDialog detail={detailOf(locale, { state: 'solved' })} onClose={none} />,
    1250,
    {
      asks: PREVIEW,
      width: 1150,
    },
  ),
}
