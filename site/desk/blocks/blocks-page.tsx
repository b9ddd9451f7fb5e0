import { withQuery } from '../api.ts'
import { dayAndTime } from '../dates.ts'
import { get, remove } from '../http.ts'
import { problemText } from '../problems.ts'
import { go, query } from '../routing.ts'
import { leads, me } from '../session/session.ts'
import type { Block } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { usePaged } from '../ui/use-paged.ts'
import { byWords } from './by-words.ts'

const PER_PAGE = 50

/** Who is kept out, by whom and why, and until when; what is over stays in the list for who looks it up. */
export function BlocksPage() {
  const all = query.value.get('all') === '1'
  const list = usePaged(
    (page, stop) => get('/desk/blocks', { query: { active: all ? '0' : '1', page, perPage: PER_PAGE }, signal: stop }),
    (each) => each.id,
    [all],
  )
  async function lift(block: Block): Promise<void> {
    const answered = await remove('/desk/blocks/{id}', { params: { id: block.id } })
    if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
    say(t('block.lifted'))
    list.again()
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.blocks')}</h1>
        <label class="check">
          <input
            type="checkbox"
            checked={all}
            onChange={({ currentTarget: { checked } }) =>
              go(withQuery('/desk/blocks', { all: checked ? '1' : '' }), { replace: true })
            }
          />
          {t('block.showOver')}
        </label>
      </header>
      <p class="soft">{t('block.stillReads')}</p>
      {list.problem ? <Banner tone="bad">{list.problem}</Banner> : null}
      {list.items === null ? (
        list.problem ? null : (
          <Skeleton rows={4} tall />
        )
      ) : list.items.length === 0 ? (
        <Empty icon="ban" title={t(all ? 'block.none' : 'block.noneNow')}>
          <p>{t('block.noneMore')}</p>
        </Empty>
      ) : (
        <ul class="cards">
          {list.items.map((each) => (
            <Row key={each.id} block={each} onLift={() => void lift(each)} />
          ))}
        </ul>
      )}
      {list.items ? (
        <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
      ) : null}
    </div>
  )
}

function Row({ block, onLift }: { block: Block; onLift: () => void }) {
  const mayLift = block.active && (leads.value || block.by.id === me.value?.id)
  return (
    <li class="card block">
      <p class="block-reason break">{block.reason || t('block.erased')}</p>
      <p class="block-facts">
        {block.kinds.map((kind) => (
          <span class="chip" key={kind}>
            {byWords(kind, block.country)}
          </span>
        ))}
        {block.scope === 'everything' ? <span class="chip chip-warn">{t('block.everythingShort')}</span> : null}
      </p>
      <p class="soft">
        {t('block.since', { at: dayAndTime(block.createdAt), name: block.by.name })} ·{' '}
        {block.liftedAt
          ? t('block.liftedBy', { at: dayAndTime(block.liftedAt), name: block.liftedBy ?? '' })
          : block.until
            ? t(block.active ? 'block.until' : 'block.over', { at: dayAndTime(block.until) })
            : t('block.forGood')}
      </p>
      <p class="form-buttons">
        {block.conversationId ? (
          <a class="button button-small" href={`/desk/inbox/solved/${block.conversationId}`}>
            {t('block.seeConversation')}
          </a>
        ) : null}
        {mayLift ? (
          <button type="button" class="button button-small" onClick={onLift}>
            <Icon name="rotate" /> {t('block.lift')}
          </button>
        ) : null}
      </p>
    </li>
  )
}
