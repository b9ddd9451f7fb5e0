import { answersLocale } from '#shared'
import { useEffect, useRef } from 'preact/hooks'
import { connection } from '../live.ts'
import { lists, waitingCount } from '../inbox/lists/conversations.ts'
import { anyForYou, unreadForYou } from '../for-you/for-you.ts'
import { reviewCount } from '../library/library-news.ts'
import { go } from '../routing.ts'
import { me, site } from '../session/session.ts'
import { Face } from '../faces/face.tsx'
import { photoOf } from '../faces/faces.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { commandBarOpen } from './command-bar.tsx'
import { useActions } from './keys.ts'
import { Notices } from './notices.tsx'
import { PLACES } from './places.ts'
import { SiteChoice } from './site-choice.tsx'

/** More than this is "many": the figure itself stands where the list is. */
const COUNTED = 99

/** Where one can go. On a phone it lies at the bottom, under the thumb. */
export function Rail({ place }: { place: string }) {
  const rail = useRef<HTMLElement>(null)
  // On a phone there are more places than fit: the open one is brought to where it can be seen.
  useEffect(
    () => rail.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [place],
  )
  useActions(
    () =>
      PLACES.filter((each) => each.allowed()).map((each) => ({
        id: `go-${each.place}`,
        label: each.label,
        place: 'keys.go' as const,
        keys: [{ code: 'KeyG' }, { code: each.key }] as const,
        run: () => go(each.place === 'inbox' ? '/desk/inbox/mine' : `/desk/${each.place}`),
      })),
    [me.value?.role, anyForYou.value],
  )
  const counts: Record<string, number> = {
    inbox: waitingCount.value,
    review: reviewCount.value,
    'for-you': unreadForYou.value,
  }
  const count = (of: string) => counts[of] ?? 0
  return (
    <nav class="rail" ref={rail} aria-label={t('nav.label')}>
      <a
        class="rail-home"
        href="/desk/inbox/mine"
        aria-label={t('nav.home', { name: site.value?.name[answersLocale(language.value)] ?? '' })}
      >
        <img src="/favicon.svg" width="28" height="28" alt="" />
        <span class={`rail-line rail-line-${connection.value}`} title={t(`connection.${connection.value}`)} />
      </a>
      <SiteChoice />
      {PLACES.filter((each) => each.allowed() && !each.under).map((each) => [
        each.place === 'account' ? <Notices key="notices" /> : null,
        <a
          key={each.place}
          class={`rail-item rail-${each.place}`}
          href={
            each.place === 'inbox'
              ? `/desk/inbox/${lists.mine.value.length === 0 && lists.queue.value.length > 0 ? 'queue' : 'mine'}`
              : `/desk/${each.place}`
          }
          aria-current={each.place === place ? 'page' : undefined}
        >
          {each.place === 'account' && photoOf(me.value?.id) ? (
            <Face name={me.value?.name ?? ''} personId={me.value?.id} />
          ) : (
            <Icon name={each.icon} />
          )}
          <span class="rail-label">{t(each.label)}</span>
          {count(each.place) > 0 ? (
            <span class="count count-strong">
              {count(each.place) > COUNTED ? `${COUNTED}+` : count(each.place)}
              <span class="unseen"> {t('nav.waiting')}</span>
            </span>
          ) : null}
        </a>,
      ])}
      <button type="button" class="rail-item rail-keys" onClick={() => (commandBarOpen.value = 'commands')}>
        <Icon name="keyboard" />
        <span class="rail-label">{t('nav.commands')}</span>
      </button>
    </nav>
  )
}
