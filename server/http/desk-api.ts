import type { z } from '@hono/zod-openapi'
import type { AUTH_PATHS, AuthPath } from './accounts/describe-auth.ts'
import type * as answers from './schemas/answers.ts'
import type * as catalogue from './schemas/catalogue.ts'
import type * as categories from './schemas/categories.ts'
import type * as audit from './schemas/audit.ts'
import type { itemsOf, Nothing, pageOf, PageQuery } from './schemas/common.ts'
import type * as conversations from './schemas/conversations.ts'
import type * as figures from './schemas/figures.ts'
import type * as faces from './schemas/faces.ts'
import type * as facts from './schemas/facts/facts.ts'
import type * as forYou from './schemas/for-you/for-you.ts'
import type * as find from './schemas/find.ts'
import type * as care from './schemas/care/care.ts'
import type * as duty from './schemas/steering/duty.ts'
import type * as foresight from './schemas/review/foresight.ts'
import type * as growth from './schemas/growth.ts'
import type * as attributes from './schemas/visitors/attributes.ts'
import type * as journal from './schemas/journal/journal.ts'
import type * as labels from './schemas/labels/labels.ts'
import type * as savedViews from './schemas/saved-views/saved-views.ts'
import type * as pushing from './schemas/pushing/pushing.ts'
import type * as tasks from './schemas/tasks/tasks.ts'
import type * as snoozing from './schemas/snoozing/snoozing.ts'
import type * as cards from './schemas/visitors/cards.ts'
import type * as identity from './schemas/visitors/identity.ts'
import type * as inviting from './schemas/visitors/inviting.ts'
import type * as keepingOut from './schemas/visitors/keeping-out.ts'
import type * as scenarios from './schemas/visitors/scenarios.ts'
import type * as orders from './schemas/visitors/orders.ts'
import type * as matching from './schemas/matching.ts'
import type * as people from './schemas/people.ts'
import type * as answerPictures from './schemas/answer-pictures.ts'
import type * as offTopic from './schemas/off-topic/off-topic.ts'
import type * as quality from './schemas/quality/quality.ts'
import type * as promotions from './schemas/promotions.ts'
import type * as site from './schemas/site.ts'
import type * as visitors from './schemas/visitors.ts'
import type * as work from './schemas/work/work.ts'
import type * as templates from './schemas/templates.ts'

type Items<T extends z.ZodType> = ReturnType<typeof itemsOf<T>>
type Page<T extends z.ZodType> = ReturnType<typeof pageOf<T>>
type Paged = z.ZodObject<typeof PageQuery>

/** The schemas of one call. What a route answers is presented by the very schema whose type the desk reads. */
interface Call<Answer, Asked extends { body?: unknown; query?: unknown } = object> {
  answer: Answer
  body: Asked extends { body: infer Body } ? Body : undefined
  query: Asked extends { query: infer Query } ? Query : undefined
}

/** Signing in and out, as better-auth answers; `auth-routes.ts` lets these addresses through and no others. */
type AuthApi = {
  [Path in AuthPath as `/auth/${Path}`]: {
    post: Call<(typeof AUTH_PATHS)[Path]['answer'], { body: (typeof AUTH_PATHS)[Path]['body'] }>
  }
}

/**
 * The desk's HTTP contract: every call the desk makes, by address and method. `route()` takes no other schema for these addresses,
 * and `site/desk/http.ts` types requests and answers from them: a field taken out of a schema no longer compiles where the desk reads it.
 * Types only; the desk imports it as `#desk-api`.
 */
export interface DeskApi extends AuthApi {
  '/desk/me': {
    get: Call<typeof site.MeAnswer>
    patch: Call<typeof people.OwnNameAnswer, { body: typeof people.OwnNameBody }>
  }
  '/desk/faces': { get: Call<Items<typeof faces.FaceRecordAnswer>> }
  '/desk/me/faces/{site}': { put: Call<typeof faces.FaceRecordAnswer, { body: typeof faces.FaceBody }> }
  '/desk/people/{id}/faces/{site}': { put: Call<typeof faces.FaceRecordAnswer, { body: typeof faces.FaceBody }> }
  '/desk/sessions': { get: Call<Items<typeof people.SessionAnswer>> }
  '/desk/sessions/{id}': { delete: Call<typeof Nothing> }
  '/setup': { post: Call<typeof Nothing, { body: typeof people.SetupBody }> }
  '/invitations': { get: Call<typeof people.InvitedAnswer> }
  '/invitations/accept': { post: Call<typeof Nothing, { body: typeof people.AcceptBody }> }
  '/password-resets/ways': { get: Call<typeof people.ResetWaysAnswer> }
  '/password-resets': {
    get: Call<typeof people.ResetAnswer>
    post: Call<typeof Nothing, { body: typeof people.ResetAskBody }>
  }
  '/password-resets/use': { post: Call<typeof Nothing, { body: typeof people.ResetBody }> }
  '/desk/opening': { get: Call<typeof site.OpeningAnswer> }
  '/desk/answers': {
    get: Call<typeof answers.AnswersAnswer, { query: typeof answers.BrowseQuery }>
    post: Call<typeof answers.OneAnswer, { body: typeof answers.NewAnswerBody }>
  }
  '/desk/shared-answers': { get: Call<Items<typeof answers.AnswerAnswer>> }
  '/desk/shared-answers/{id}': { delete: Call<typeof answers.OneAnswer> }
  '/desk/find': { get: Call<typeof find.FoundAnswer, { query: typeof find.FindQuery }> }
  '/desk/counts': { get: Call<typeof answers.CountsAnswer> }
  '/desk/answers/preview': { post: Call<typeof answers.PreviewAnswer, { body: typeof answers.PreviewBody }> }
  '/desk/answers/{id}': {
    get: Call<typeof answers.AnswerDetailAnswer>
    patch: Call<typeof answers.OneAnswer, { body: typeof answers.PatchAnswerBody }>
  }
  '/desk/answers/{id}/submit': { post: Call<typeof answers.OneAnswer> }
  '/desk/answers/{id}/approve': { post: Call<typeof answers.OneAnswer> }
  '/desk/answers/{id}/amend': { post: Call<typeof answers.OneAnswer, { body: typeof foresight.AmendBody }> }
  '/desk/answers/{id}/care': { post: Call<typeof answers.OneAnswer, { body: typeof care.CareBody }> }
  '/desk/due-answers': { get: Call<Items<typeof care.DueAnswer>> }
  '/desk/answers/{id}/foresight': { post: Call<typeof foresight.ForeseenAnswer, { body: typeof foresight.StepBody }> }
  '/desk/answers/{id}/similar': { get: Call<Items<typeof foresight.SimilarAnswer>> }
  '/desk/matching/synonyms/foresight': {
    post: Call<typeof foresight.ForeseenAnswer, { body: typeof foresight.SynonymsBody }>
  }
  '/desk/answers/{id}/send-back': { post: Call<typeof answers.OneAnswer, { body: typeof answers.SendBackBody }> }
  '/desk/answers/{id}/retire': { post: Call<typeof answers.OneAnswer> }
  '/desk/answers/{id}/restore': { post: Call<typeof answers.OneAnswer, { body: typeof answers.RestoreBody }> }
  '/desk/answers/{id}/revisions': { get: Call<Items<typeof answers.RevisionAnswer>> }
  '/desk/answers/{id}/difference': {
    get: Call<typeof answers.DifferenceAnswer, { query: typeof answers.DifferenceQuery }>
  }
  '/desk/answers/{id}/phrasings': { post: Call<typeof answers.OneAnswer, { body: typeof answers.PhrasingBody }> }
  '/desk/answers/{id}/phrasings/{phrasingId}': { delete: Call<typeof answers.OneAnswer> }
  '/desk/answer-pictures': { get: Call<Items<typeof answerPictures.AnswerPictureAnswer>> }
  '/desk/answer-pictures/{key}': { delete: Call<typeof Nothing> }
  '/desk/categories': { get: Call<Items<typeof answers.CategoryAnswer>, { query: typeof answers.LocaleQuery }> }
  '/desk/answer-categories': {
    get: Call<typeof categories.ShopCategoriesAnswer>
    post: Call<typeof categories.ShopCategoriesAnswer, { body: typeof categories.NewCategoryBody }>
  }
  '/desk/answer-categories/order': {
    put: Call<typeof categories.ShopCategoriesAnswer, { body: typeof categories.CategoryOrderBody }>
  }
  '/desk/answer-categories/{slug}': {
    patch: Call<typeof categories.ShopCategoriesAnswer, { body: typeof categories.CategoryBody }>
  }
  '/desk/answer-categories/{slug}/remove': {
    post: Call<typeof categories.ShopCategoriesAnswer, { body: typeof categories.CategoryRemovalBody }>
  }
  '/desk/products': { get: Call<Page<typeof answers.ProductAnswer>, { query: typeof answers.ProductsQuery }> }
  '/desk/product-categories': {
    get: Call<Items<typeof answers.ProductCategoryAnswer>, { query: typeof answers.ProductCategoriesQuery }>
  }
  '/desk/product-names': {
    post: Call<Items<typeof answers.ProductNameAnswer>, { body: typeof answers.ProductNamesBody }>
  }
  '/desk/catalogue': { get: Call<typeof catalogue.CatalogueAnswer> }
  '/desk/catalogue/imports': { get: Call<typeof catalogue.ImportsAnswer, { query: typeof catalogue.ImportsQuery }> }
  '/desk/catalogue/imports/{id}/apply': { post: Call<typeof catalogue.ImportAnswer> }
  '/desk/catalogue/imports/{id}/discard': { post: Call<typeof catalogue.ImportAnswer> }
  '/desk/catalogue/{locale}/source': { put: Call<typeof catalogue.SourceAnswer, { body: typeof catalogue.SourceBody }> }
  '/desk/catalogue/{locale}/fetch': { post: Call<typeof catalogue.FetchedAnswer> }
  '/desk/catalogue/key': { get: Call<typeof catalogue.KeyAnswer> }
  '/desk/conversations': {
    get: Call<Page<typeof conversations.FoundConversationAnswer>, { query: typeof conversations.ConversationsQuery }>
  }
  '/desk/conversations/{id}/letters/{messageId}': { get: Call<typeof conversations.LetterAnswer> }
  '/desk/conversations/{id}/erase': { post: Call<typeof audit.ErasedAnswer, { body: typeof audit.EraseBody }> }
  '/desk/conversations/{id}/block': {
    get: Call<typeof keepingOut.BlockPreviewAnswer>
    post: Call<typeof keepingOut.BlockedAnswer, { body: typeof keepingOut.BlockBody }>
  }
  '/desk/conversations/{id}/held': { post: Call<typeof Nothing, { body: typeof keepingOut.HeldBody }> }
  '/desk/conversations/{id}/mark': { put: Call<typeof Nothing, { body: typeof keepingOut.MarkBody }> }
  '/desk/for-you': { get: Call<typeof forYou.ForYouAnswer, { query: typeof forYou.ForYouQuery }> }
  '/desk/for-you/read': { post: Call<typeof forYou.UnreadAnswer, { body: typeof forYou.ReadForYouBody }> }
  '/desk/conversations/{id}/labels': { put: Call<typeof labels.LabelsSetAnswer, { body: typeof labels.LabelsBody }> }
  '/desk/push': {
    get: Call<typeof pushing.PushKeyAnswer>
    put: Call<typeof Nothing, { body: typeof pushing.PushBody }>
  }
  '/desk/push/end': { post: Call<typeof Nothing, { body: typeof pushing.PushEndBody }> }
  '/desk/tasks': { get: Call<Page<typeof tasks.TaskAnswer>, { query: typeof tasks.TasksQuery }> }
  '/desk/tasks/{id}': { patch: Call<typeof Nothing, { body: typeof tasks.TaskBody }> }
  '/desk/conversations/{id}/tasks': { post: Call<typeof tasks.TaskMadeAnswer, { body: typeof tasks.NewTaskBody }> }
  '/desk/conversations/{id}/merged/{otherId}': { put: Call<typeof Nothing>; delete: Call<typeof Nothing> }
  '/desk/conversations/{id}/snooze': { put: Call<typeof Nothing, { body: typeof snoozing.SnoozeBody }> }
  '/desk/labels': {
    get: Call<Items<typeof labels.LabelAnswer>>
    post: Call<typeof labels.LabelMadeAnswer, { body: typeof labels.NewLabelBody }>
  }
  '/desk/labels/{id}': { patch: Call<typeof labels.LabelMadeAnswer, { body: typeof labels.LabelBody }> }
  '/desk/views': {
    get: Call<Items<typeof savedViews.SavedViewAnswer>>
    post: Call<typeof savedViews.SavedViewMadeAnswer, { body: typeof savedViews.NewSavedViewBody }>
  }
  '/desk/views/{id}': {
    patch: Call<typeof savedViews.SavedViewMadeAnswer, { body: typeof savedViews.SavedViewBody }>
  }
  '/desk/label-counts': { get: Call<Items<typeof labels.LabelCountAnswer>> }
  '/desk/conversations/{id}/visitor': { get: Call<typeof cards.CardAnswer> }
  '/desk/conversations/{id}/visitor/notes': {
    post: Call<typeof cards.NotedAnswer, { body: typeof cards.VisitorNoteBody }>
  }
  '/desk/conversations/{id}/visitor/notes/{noteId}': { delete: Call<typeof Nothing> }
  '/desk/conversations/{id}/visitor/joins': { post: Call<typeof Nothing, { body: typeof cards.JoinBody }> }
  '/desk/conversations/{id}/visitor/joins/{joinId}': { delete: Call<typeof Nothing> }
  '/desk/blocks': { get: Call<Page<typeof keepingOut.BlockAnswer>, { query: typeof keepingOut.BlocksQuery }> }
  '/desk/blocks/{id}': { delete: Call<typeof Nothing> }
  '/desk/visitors': { get: Call<typeof visitors.HereAnswer, { query: typeof visitors.HereQuery }> }
  '/desk/visitors/{id}': { get: Call<typeof visitors.VisitDetailAnswer> }
  '/desk/visitors/{id}/invitation': {
    post: Call<typeof inviting.InvitedAnswer, { body: typeof inviting.InviteBody }>
    delete: Call<typeof Nothing>
  }
  '/desk/invitation-text': {
    post: Call<typeof inviting.InvitationTemplateAnswer, { body: typeof inviting.InvitationTemplateBody }>
  }
  '/desk/scenarios': {
    get: Call<typeof scenarios.ScenariosAnswer>
    post: Call<typeof scenarios.SavedScenarioAnswer, { body: typeof scenarios.ScenarioBody }>
  }
  '/desk/goals': { get: Call<typeof scenarios.GoalsAnswer, { query: typeof growth.DaysQuery }> }
  '/desk/scenarios/{id}': {
    put: Call<typeof scenarios.SavedScenarioAnswer, { body: typeof scenarios.ScenarioBody }>
    delete: Call<typeof Nothing>
  }
  '/desk/scenario-caps': { put: Call<typeof Nothing, { body: typeof scenarios.CapsBody }> }
  '/desk/scenarios/count': { post: Call<typeof scenarios.CountAnswer, { body: typeof scenarios.CountBody }> }
  '/desk/conversations/{id}/visits': { get: Call<Items<typeof visitors.WholeVisitAnswer>> }
  '/desk/conversations/{id}/order': { get: Call<typeof orders.OrderAnswer, { query: typeof orders.OrderQuery }> }
  '/desk/conversations/{id}/attributes': { get: Call<Items<typeof attributes.AttributeAnswer>> }
  '/desk/now': { get: Call<typeof figures.NowAnswer> }
  '/desk/responses': { get: Call<typeof figures.ResponsesAnswer, { query: typeof growth.DaysQuery }> }
  '/desk/templates': {
    get: Call<Items<typeof templates.TemplateAnswer>, { query: typeof templates.TemplatesQuery }>
  }
  '/desk/templates/{id}/fill': {
    post: Call<typeof templates.FilledAnswer, { body: typeof promotions.ConversationBody }>
  }
  '/desk/promotions/prepare': {
    post: Call<typeof answers.ProposalAnswer, { body: typeof promotions.ConversationBody }>
  }
  '/desk/promotions': { post: Call<typeof answers.OneAnswer, { body: typeof promotions.PromotionBody }> }
  '/desk/promotions/picture': {
    post: Call<typeof answerPictures.AnswerPictureAnswer, { body: typeof promotions.PromotedPictureBody }>
  }
  '/desk/promotions/phrasing': {
    post: Call<typeof answers.OneAnswer, { body: typeof promotions.PromotedPhrasingBody }>
  }
  '/desk/site': { put: Call<typeof site.SiteAnswer, { body: typeof site.SiteBody }> }
  '/desk/site/texts': { get: Call<Items<typeof site.VisitorTextAnswer>> }
  '/desk/sites': { post: Call<typeof site.SiteAnswer, { body: typeof site.NewSiteBody }> }
  '/desk/me/site': { put: Call<typeof Nothing, { body: typeof site.ChosenSiteBody }> }
  '/desk/site/calls': { get: Call<typeof site.CallsAnswer> }
  '/desk/site/identity-secret': { get: Call<typeof identity.SecretAnswer> }
  '/desk/site/identity-secrets': {
    get: Call<Items<typeof identity.IdentitySecretAnswer>>
    post: Call<Items<typeof identity.IdentitySecretAnswer>, { body: typeof identity.ExchangeBody }>
  }
  '/desk/site/identity-secrets/{id}': { delete: Call<Items<typeof identity.IdentitySecretAnswer>> }
  '/desk/gaps': { get: Call<Page<typeof growth.GapAnswer>, { query: typeof growth.GapsQuery }> }
  '/desk/gaps/{id}/care': { put: Call<typeof Nothing, { body: typeof growth.GapCareBody }> }
  '/desk/gaps/{id}/close': { post: Call<typeof Nothing> }
  '/desk/numbers': { get: Call<typeof growth.NumbersAnswer, { query: typeof growth.DaysQuery }> }
  '/desk/unhelpful': { get: Call<Items<typeof growth.UnhelpfulAnswer>, { query: typeof growth.DaysQuery }> }
  '/desk/spelling/check': { post: Call<typeof growth.SpelledAnswer, { body: typeof growth.SpelledBody }> }
  '/desk/spelling/words': {
    get: Call<Page<typeof growth.WordAnswer>, { query: typeof growth.WordsQuery }>
    post: Call<typeof growth.WordAnswer, { body: typeof growth.WordBody }>
  }
  '/desk/spelling/words/decision': { post: Call<typeof growth.WordAnswer, { body: typeof growth.WordDecisionBody }> }
  '/desk/match': { get: Call<typeof matching.MatchAnswer, { query: typeof matching.MatchQuery }> }
  '/desk/matching/synonyms': {
    get: Call<typeof matching.SynonymGroups>
    put: Call<typeof matching.SynonymGroups, { body: typeof matching.SynonymGroups }>
  }
  '/desk/matching/thresholds': {
    get: Call<typeof matching.ThresholdAnswer>
    put: Call<typeof matching.ThresholdAnswer, { body: typeof matching.ThresholdsBody }>
  }
  '/desk/matching/thresholds/preview': {
    post: Call<typeof matching.PreviewAnswer, { body: typeof matching.ThresholdBody }>
  }
  '/desk/matching/learnt': { get: Call<Page<typeof matching.LearntAnswer>, { query: Paged }> }
  '/desk/matching/learnt/{id}': { delete: Call<typeof Nothing> }
  '/desk/people': { get: Call<Items<typeof people.PersonAnswer>> }
  '/desk/people/{id}': {
    patch: Call<typeof people.PersonAnswer, { body: typeof people.PersonBody }>
    delete: Call<typeof Nothing>
  }
  '/desk/people/{id}/membership': { delete: Call<typeof Nothing> }
  '/desk/people/{id}/duty': { patch: Call<typeof Nothing, { body: typeof duty.DutyBody }> }
  '/desk/facts/uses': { get: Call<typeof facts.FactUsesAnswer, { query: typeof facts.FactQuery }> }
  '/desk/facts/by-hand': { get: Call<typeof facts.TypedByHandAnswer> }
  '/desk/journal': { get: Call<Page<typeof journal.JournalEntryAnswer>, { query: typeof journal.JournalQuery }> }
  '/desk/journal/visits': {
    get: Call<Page<typeof journal.UnansweredVisitAnswer>, { query: typeof journal.JournalVisitsQuery }>
  }
  '/desk/off-topic': { get: Call<typeof offTopic.OffTopicAnswer, { query: typeof growth.DaysQuery }> }
  '/desk/quality': { get: Call<typeof quality.QualityAnswer, { query: typeof quality.QualityQuery }> }
  '/desk/quality/draw': { post: Call<typeof quality.DrawnAnswer, { body: typeof quality.DrawBody }> }
  '/desk/quality/card': { put: Call<typeof Nothing, { body: typeof quality.QualityCardBody }> }
  '/desk/quality/reviews/{id}': { put: Call<typeof Nothing, { body: typeof quality.JudgeBody }> }
  '/desk/reviews/mine': { get: Call<typeof quality.OwnReviewsAnswer, { query: Paged }> }
  '/desk/reviews/mine/{id}/reply': { put: Call<typeof Nothing, { body: typeof quality.ReviewReplyBody }> }
  '/desk/work': { get: Call<typeof work.WorkReportAnswer, { query: typeof work.WorkQuery }> }
  '/desk/work/facts': {
    get: Call<Page<typeof work.WorkFactAnswer>, { query: typeof work.WorkFactsQuery }>
  }
  '/desk/people/{id}/work': { get: Call<typeof figures.WorkAnswer, { query: typeof growth.DaysQuery }> }
  '/desk/people/{id}/sites': {
    get: Call<typeof people.MembershipAnswer>
    put: Call<typeof people.MembershipAnswer, { body: typeof people.MembershipBody }>
  }
  '/desk/people/{id}/reset-link': { post: Call<typeof people.LinkAnswer> }
  '/desk/invitations': {
    get: Call<Items<typeof people.InvitationAnswer>>
    post: Call<typeof people.LinkAnswer, { body: typeof people.InvitationBody }>
  }
  '/desk/invitations/{id}': { delete: Call<typeof Nothing> }
  '/desk/audit': { get: Call<typeof audit.AuditAnswer, { query: typeof audit.AuditQuery }> }
}

/** What `route()` must be given for an address of the contract; anything for the others. */
export type AsPromised<Path, Method> = Path extends keyof DeskApi
  ? Method extends keyof DeskApi[Path]
    ? Parts<DeskApi[Path][Method]>
    : unknown
  : unknown
type Parts<C> =
  C extends Call<infer Answer, infer _> ? { answer: Answer } & Given<C, 'body'> & Given<C, 'query'> : never
type Given<C, Part extends string> = C extends { [P in Part]: undefined }
  ? { [P in Part]?: undefined }
  : C extends { [P in Part]: infer Schema }
    ? { [P in Part]: Schema }
    : never

type CallOf<Path, Method> = Path extends keyof DeskApi
  ? Method extends keyof DeskApi[Path]
    ? DeskApi[Path][Method]
    : never
  : never
export type DeskMethod = 'get' | 'post' | 'put' | 'patch' | 'delete'
/** The addresses that know this method. */
export type DeskPath<Method extends DeskMethod> = {
  [Path in keyof DeskApi]: Method extends keyof DeskApi[Path] ? Path : never
}[keyof DeskApi]
export type AnswerOf<Path, Method> =
  CallOf<Path, Method> extends { answer: infer A extends z.ZodType } ? z.output<A> : never
/** `undefined` where nothing is sent. */
export type BodyOf<Path, Method> =
  CallOf<Path, Method> extends { body: infer B } ? (B extends z.ZodType ? z.input<B> : undefined) : never
/** Names of what may be asked in the address; the values are written as text. */
export type QueryOf<Path, Method> =
  CallOf<Path, Method> extends { query: infer Q } ? (Q extends z.ZodType ? keyof z.input<Q> & string : never) : never
