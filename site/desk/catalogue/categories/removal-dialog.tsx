import { useSignal } from '@preact/signals'
import { post } from '../../http.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, Field } from '../../ui/parts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { type ShopCategories, type ShopCategory, titleOf } from './shop-category.ts'

/** An empty one goes as it is; of any other, somebody says where its answers go. */
export function RemovalDialog(props: {
  category: ShopCategory
  others: readonly ShopCategory[]
  onDone: (next: ShopCategories, gone: ShopCategory) => void
  onClose: () => void
}) {
  const { category } = props
  const fitting = props.others.filter(({ audience }) => audience === category.audience)
  const into = useSignal(fitting[0]?.slug ?? '')
  const isUsed = category.answers > 0
  const removing = useAction(() =>
    post('/desk/answer-categories/{slug}/remove', {
      params: { slug: category.slug },
      body: { into: isUsed ? into.value : null },
    }),
  )
  return (
    <Dialog title={t('categories.removeTitle', { title: titleOf(category) })} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void removing.run().then((done) => done && props.onDone(done.value, category))
        }}
      >
        {isUsed && fitting.length === 0 ? (
          <p>{t('categories.nowhere')}</p>
        ) : isUsed ? (
          <Field label={t('categories.removeInto')} hint={t('categories.removeIntoMore')}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={into.value}
                onChange={(event) => (into.value = event.currentTarget.value)}
              >
                {fitting.map((each) => (
                  <option key={each.slug} value={each.slug}>
                    {titleOf(each)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        {removing.problem ? <Banner tone="bad">{removing.problem}</Banner> : null}
        <div class="form-buttons">
          <button type="submit" class="button button-bad" disabled={removing.busy || (isUsed && fitting.length === 0)}>
            {t(isUsed ? 'categories.moveAndDelete' : 'categories.delete')}
          </button>
          <button type="button" class="button" onClick={props.onClose}>
            {t('ui.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
