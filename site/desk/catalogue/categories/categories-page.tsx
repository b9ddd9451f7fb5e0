import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get, post, put } from '../../http.ts'
import { forgetCatalogue } from '../../library/catalogue.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Svg } from '../../ui/markup.tsx'
import { Banner, Skeleton } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { CategoryDialog } from './category-dialog.tsx'
import { CATEGORY_ICONS, isCategoryIcon } from './category-icons.ts'
import { RemovalDialog } from './removal-dialog.tsx'
import { type ShopCategories, type ShopCategory, titleOf } from './shop-category.ts'

/** The topics by which visitors find answers: their names, icons, addresses and order. */
export function CategoriesPage() {
  const loaded = useLoad((stop) => get('/desk/answer-categories', { signal: stop }), [])
  const open = useSignal<{ kind: 'new' } | { kind: 'change' | 'remove'; category: ShopCategory } | null>(null)
  const ordering = useAction((slugs: string[]) => put('/desk/answer-categories/order', { body: { slugs } }))
  const adding = useAction((body: Parameters<typeof restore>[0]) => restore(body), { toast: true })
  const told = useSignal('')
  const items = loaded.value?.items ?? []
  /** What was moved keeps the focus, wherever it goes. */
  const moved = useRef<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (moved.current === null) return
    const row = list.current?.querySelector(`[data-slug="${moved.current}"]`)
    const wanted = row?.querySelector<HTMLButtonElement>('.is-pressed:not(:disabled)')
    const other = row?.querySelector<HTMLButtonElement>('.category-order button:not(:disabled)')
    ;(wanted ?? other)?.focus()
    moved.current = null
  }, [items.map(({ slug }) => slug).join()])

  function came(next: ShopCategories): void {
    loaded.put(next)
    forgetCatalogue()
    open.value = null
  }
  async function move(at: number, by: -1 | 1): Promise<void> {
    const next = [...items]
    const [one] = next.splice(at, 1)
    if (!one || ordering.busy) return
    next.splice(at + by, 0, one)
    moved.current = one.slug
    const before = loaded.value
    loaded.put({ items: next })
    const done = await ordering.run(next.map(({ slug }) => slug))
    if (!done) return void (ordering.refused?.code === 'conflict' ? loaded.again() : loaded.put(before))
    told.value = t('categories.placed', { title: titleOf(one), n: at + by + 1, of: next.length })
    forgetCatalogue()
  }

  return (
    <div class="page categories">
      <header class="page-head">
        <h1>{t('categories.title')}</h1>
        <button type="button" class="button button-main" onClick={() => (open.value = { kind: 'new' })}>
          <Icon name="plus" /> {t('categories.new')}
        </button>
      </header>
      <p class="soft">{t('categories.more')}</p>
      <p class="unseen" role="status">
        {told.value}
      </p>
      {loaded.problem || ordering.problem ? <Banner tone="bad">{loaded.problem ?? ordering.problem}</Banner> : null}
      {!loaded.value ? (
        loaded.problem ? null : (
          <Skeleton rows={8} tall />
        )
      ) : (
        <ol class="category-list" ref={list}>
          {items.map((each, at) => (
            <Row
              key={each.slug}
              category={each}
              isFirst={at === 0}
              isLast={at === items.length - 1}
              onMove={(by) => void move(at, by)}
              onChange={() => (open.value = { kind: 'change', category: each })}
              onRemove={() => (open.value = { kind: 'remove', category: each })}
            />
          ))}
        </ol>
      )}
      {open.value?.kind === 'new' || open.value?.kind === 'change' ? (
        <CategoryDialog
          category={open.value.kind === 'change' ? open.value.category : null}
          onDone={came}
          onClose={() => (open.value = null)}
        />
      ) : null}
      {open.value?.kind === 'remove' ? (
        <RemovalDialog
          category={open.value.category}
          others={items.filter((each) => each.slug !== (open.value?.kind === 'remove' && open.value.category.slug))}
          onClose={() => (open.value = null)}
          onDone={(next, gone) => {
            came(next)
            const order = items.map(({ slug }) => slug)
            const undo = () => void adding.run({ gone, order }).then((back) => back && came(back.value))
            say(t('categories.removed'), gone.answers === 0 ? { undo } : {})
          }}
        />
      ) : null}
    </div>
  )
}

/** As it was, and where it was. */
async function restore({ gone, order }: { gone: ShopCategory; order: string[] }) {
  const { answers: _, shown: __, ...body } = gone
  const made = await post('/desk/answer-categories', { body })
  if (!made.ok) return made
  const placed = await put('/desk/answer-categories/order', { body: { slugs: order } })
  return placed.ok ? placed : made
}

function Row(props: {
  category: ShopCategory
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onChange: () => void
  onRemove: () => void
}) {
  const { category } = props
  const title = titleOf(category)
  const pressed = useSignal<-1 | 1 | null>(null)
  const press = (by: -1 | 1) => {
    pressed.value = by
    props.onMove(by)
  }
  return (
    <li class="category-row" data-slug={category.slug}>
      <span class="category-icon">
        {isCategoryIcon(category.icon) ? <Svg source={CATEGORY_ICONS[category.icon]} /> : null}
      </span>
      <span class="category-text">
        <strong>{title}</strong>
        <span class="soft">
          /{category.slug} ·{' '}
          {category.answers > 0 ? (
            <a href={`/desk/library?category=${category.slug}`}>{t('categories.answers', { n: category.answers })}</a>
          ) : (
            t('categories.none')
          )}
        </span>
      </span>
      <span class="category-marks">
        {category.audience === 'operators' ? (
          <span class="chip">{t('answer.operators')}</span>
        ) : category.shown === 0 ? (
          <span class="chip">{t('categories.hidden')}</span>
        ) : null}
      </span>
      <span class="category-order">
        <button
          type="button"
          class={`button-icon ${pressed.value === -1 ? 'is-pressed' : ''}`}
          disabled={props.isFirst}
          aria-label={t('categories.up', { title })}
          onClick={() => press(-1)}
        >
          <Icon name="chevronUp" />
        </button>
        <button
          type="button"
          class={`button-icon ${pressed.value === 1 ? 'is-pressed' : ''}`}
          disabled={props.isLast}
          aria-label={t('categories.down', { title })}
          onClick={() => press(1)}
        >
          <Icon name="chevronDown" />
        </button>
        <button
          type="button"
          class="button-icon"
          aria-label={t('categories.change', { title })}
          onClick={props.onChange}
        >
          <Icon name="pencil" />
        </button>
        <button
          type="button"
          class="button-icon"
          aria-label={t('categories.remove', { title })}
          onClick={props.onRemove}
        >
          <Icon name="trash" />
        </button>
      </span>
    </li>
  )
}
