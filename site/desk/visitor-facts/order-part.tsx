import { useSignal } from '@preact/signals'
import { get } from '../http.ts'
import { site } from '../session/session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'

/** What has become of the order a visitor speaks of, or of another; nothing where the owner has not said how to look it up. */
export function OrderPart({ conversationId, words }: { conversationId: string; words: number }) {
  const has = site.value && (site.value.orders.link || site.value.orders.hook)
  const typed = useSignal('')
  const asked = useSignal('')
  const read = useLoad(
    has
      ? (stop) =>
          get('/desk/conversations/{id}/order', {
            params: { id: conversationId },
            query: { number: asked.value || undefined },
            signal: stop,
          })
      : null,
    // A number may stand in what they write next.
    [conversationId, asked.value, asked.value ? 0 : words],
  )
  if (!has) return null
  const found = read.value
  const { order, because, link, number, visitorMaySee } = found ?? {}
  return (
    <section class="order-part">
      <h3>{number ? t('order.number', { number }) : t('order.title')}</h3>
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      {!found && !read.problem ? <Skeleton rows={2} /> : null}
      {order ? (
        <>
          <p>
            <strong>{order.status}</strong>
          </p>
          {order.items.length > 0 ? (
            <ul class="facts">
              {order.items.map((item, at) => (
                <li key={at}>{item.quantity === 1 ? item.name : `${item.name} × ${item.quantity}`}</li>
              ))}
            </ul>
          ) : null}
          <p class="soft">{t(visitorMaySee ? 'order.visitorMaySee' : 'order.visitorMayNot')}</p>
        </>
      ) : null}
      {because ? <Banner tone="warn">{t(`order.because.${because}`)}</Banner> : null}
      {number && (link || order?.link) ? (
        <a class="break" href={link ?? order?.link ?? ''} target="_blank" rel="noopener noreferrer">
          {t('order.open')} <Icon name="externalLink" />
        </a>
      ) : null}
      <form
        class="order-other"
        onSubmit={(event) => {
          event.preventDefault()
          asked.value = typed.value.trim()
        }}
      >
        <input
          class="input input-small"
          aria-label={t('order.other')}
          placeholder={t('order.other')}
          maxLength={40}
          value={typed.value}
          onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        />
        <button type="submit" class="button button-small">
          {t('order.lookUp')}
        </button>
      </form>
    </section>
  )
}
