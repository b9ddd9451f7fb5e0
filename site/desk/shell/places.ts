import type { ComponentType } from 'preact'
import { anyForYou } from '../for-you/for-you.ts'
import { configures, leads, site } from '../session/session.ts'
import type { TextKey } from '../texts.ts'
import type { IconName } from '../ui/icon.tsx'

export interface Place {
  place: string
  label: TextKey
  icon: IconName
  /** The second key after `G`. */
  key: string
  allowed: () => boolean
  /** Reached from another place, in which the rail shows it. */
  under?: string
  load: () => Promise<ComponentType>
}

const everybody = () => true
const never = () => Promise.reject(new Error('the inbox is part of the first script'))

export const PLACES: readonly Place[] = [
  { place: 'inbox', label: 'nav.inbox', icon: 'inbox', key: 'KeyI', allowed: everybody, load: never },
  {
    place: 'for-you',
    label: 'nav.forYou',
    icon: 'at',
    key: 'KeyF',
    allowed: () => anyForYou.value,
    load: () => import('../for-you/for-you-page.tsx').then((it) => it.ForYouPage),
  },
  {
    place: 'reviews',
    under: 'for-you',
    label: 'reviews.title',
    icon: 'star',
    key: 'KeyM',
    allowed: () => anyForYou.value,
    load: () => import('../reviews/reviews-page.tsx').then((it) => it.ReviewsPage),
  },
  {
    place: 'now',
    label: 'nav.now',
    icon: 'activity',
    key: 'KeyN',
    allowed: () => leads.value,
    load: () => import('../now/now-page.tsx').then((it) => it.NowPage),
  },
  {
    place: 'team',
    under: 'now',
    label: 'nav.team',
    icon: 'activity',
    key: 'KeyO',
    allowed: () => leads.value,
    load: () => import('../team/team-page.tsx').then((it) => it.TeamPage),
  },
  {
    place: 'visitors',
    label: 'nav.visitors',
    icon: 'eye',
    key: 'KeyV',
    allowed: () => site.value?.watch.on === true,
    load: () => import('../visitors/visitors-page.tsx').then((it) => it.VisitorsPage),
  },
  {
    place: 'scenarios',
    under: 'visitors',
    label: 'nav.scenarios',
    icon: 'listChecks',
    key: 'KeyE',
    allowed: () => leads.value && site.value?.watch.on === true,
    load: () => import('../scenarios/scenarios-page.tsx').then((it) => it.ScenariosPage),
  },
  {
    place: 'library',
    label: 'nav.library',
    icon: 'bookOpen',
    key: 'KeyL',
    allowed: everybody,
    load: () => import('../library/library-page.tsx').then((it) => it.LibraryPage),
  },
  {
    place: 'catalogue',
    under: 'library',
    label: 'catalogue.title',
    icon: 'tag',
    key: 'KeyC',
    allowed: () => leads.value,
    load: () => import('../catalogue/catalogue-page.tsx').then((it) => it.CataloguePage),
  },
  {
    place: 'categories',
    under: 'library',
    label: 'categories.title',
    icon: 'archive',
    key: 'KeyT',
    allowed: () => leads.value,
    load: () => import('../catalogue/categories/categories-page.tsx').then((it) => it.CategoriesPage),
  },
  {
    place: 'review',
    label: 'nav.review',
    icon: 'listChecks',
    key: 'KeyR',
    allowed: () => leads.value,
    load: () => import('../review/review-page.tsx').then((it) => it.ReviewPage),
  },
  {
    place: 'growth',
    label: 'nav.growth',
    icon: 'leaf',
    key: 'KeyW',
    allowed: everybody,
    load: () => import('../growth/growth-page.tsx').then((it) => it.GrowthPage),
  },
  {
    place: 'people',
    label: 'nav.people',
    icon: 'users',
    key: 'KeyP',
    allowed: everybody,
    load: () => import('../people/people-page.tsx').then((it) => it.PeoplePage),
  },
  {
    place: 'audit',
    under: 'people',
    label: 'nav.audit',
    icon: 'scroll',
    key: 'KeyJ',
    allowed: () => configures.value,
    load: () => import('../audit/audit-page.tsx').then((it) => it.AuditPage),
  },
  {
    place: 'blocks',
    under: 'people',
    label: 'nav.blocks',
    icon: 'ban',
    key: 'KeyB',
    allowed: everybody,
    load: () => import('../blocks/blocks-page.tsx').then((it) => it.BlocksPage),
  },
  {
    place: 'labels',
    under: 'people',
    label: 'labels.title',
    icon: 'tag',
    key: 'KeyE',
    allowed: () => leads.value,
    load: () => import('../labels/labels-page.tsx').then((it) => it.LabelsPage),
  },
  {
    place: 'settings',
    label: 'nav.settings',
    icon: 'settings',
    key: 'KeyS',
    allowed: () => configures.value,
    load: () => import('../people/site-page.tsx').then((it) => it.SitePage),
  },
  {
    place: 'sites',
    under: 'settings',
    label: 'nav.sites',
    icon: 'plus',
    key: 'KeyB',
    allowed: () => configures.value,
    load: () => import('../people/new-site-page.tsx').then((it) => it.NewSitePage),
  },
  {
    place: 'look',
    under: 'settings',
    label: 'nav.look',
    icon: 'image',
    key: 'KeyV',
    allowed: () => configures.value,
    load: () => import('../look/look-page.tsx').then((it) => it.LookPage),
  },
  {
    place: 'account',
    label: 'nav.account',
    icon: 'user',
    key: 'KeyA',
    allowed: everybody,
    load: () => import('../session/account-page.tsx').then((it) => it.AccountPage),
  },
]
