import { signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ConversationDetail, HandoverPacket, Message } from '#protocol'
import { age, dayAndTime } from '../dates.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Reason } from '../ui/reason.tsx'
import { AskedPart } from '../greet/asked-part.tsx'
import { VisitorCard } from './card/visitor-card.tsx'
import { AttributesPart } from '../visitor-facts/attributes-part.tsx'
import { TasksPart } from '../tasks/tasks-part.tsx'
import { LabelsPart } from '../labels/labels-part.tsx'
import { OrderPart } from '../visitor-facts/order-part.tsx'
import { VisitsPart } from '../visitors/visits-part.tsx'
import { VisitorFiles } from './files/visitor-files.tsx'
import { Fitting } from './fitting.tsx'

/** On a middle-sized screen the packet is a sheet that opens on demand. */
export const packetShown = signal(false)
function hidePacket(): void {
  packetShown.value = false
}

/** What the visitor did before asking for a person, so that nobody asks it again. */
export function PacketPane({ detail, messages }: { detail: ConversationDetail; messages: readonly Message[] }) {
  const { packet } = detail
  const shown = packetShown.value
  const card = useSignal(false)
  const sheet = useRef<HTMLElement>(null)
  // A sheet belongs to the conversation it was opened over, and is left as every sheet is: Esc, its own cross, a press beside it.
  useEffect(
    () => () => {
      hidePacket()
      card.value = false
    },
    [detail.id],
  )
  useEffect(() => {
    if (!shown) return
    sheet.current?.querySelector<HTMLElement>('.packet-close')?.focus()
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      hidePacket()
      document.querySelector<HTMLElement>('.packet-toggle')?.focus()
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [shown])
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc and the cross do the same from the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc and the cross do the same from the keyboard */}
      {shown ? <div class="packet-beside" onClick={hidePacket} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard */}
      <aside ref={sheet} class={`packet ${shown ? 'packet-shown' : ''}`} aria-label={t('packet.title')} tabIndex={0}>
        <header class="packet-head">
          <h2>{t('packet.title')}</h2>
          <button type="button" class="button-icon packet-close" aria-label={t('ui.close')} onClick={hidePacket}>
            <Icon name="x" />
          </button>
        </header>
        <Fitting
          detail={detail}
          words={messages.filter((each) => each.author === 'visitor').length}
          onInsert={hidePacket}
        />
        <TasksPart conversationId={detail.id} />
        <LabelsPart conversation={detail} />
        <OrderPart
          key={detail.id}
          conversationId={detail.id}
          words={messages.filter((each) => each.author === 'visitor').length}
        />
        <VisitorFiles conversationId={detail.id} messages={messages} />
        <section>
          <h3>{t('packet.searched')}</h3>
          {packet.searches.length === 0 ? (
            <p class="soft">{t('packet.searchedNothing')}</p>
          ) : (
            <Searches searches={packet.searches} />
          )}
        </section>
        {packet.read.length > 0 ? (
          <section>
            <h3>{t('packet.read')}</h3>
            <ul class="facts">
              {packet.read.map((each) => (
                <li key={each.answerId}>
                  {each.answerId.startsWith('ans_') ? (
                    <a href={`/desk/library/${each.answerId}`}>{each.question}</a>
                  ) : (
                    each.question
                  )}
                  <span class={`helped helped-${each.helped === null ? 'unsaid' : each.helped ? 'yes' : 'no'}`}>
                    <Icon name={each.helped === null ? 'more' : each.helped ? 'check' : 'x'} />
                    {t(each.helped === null ? 'packet.unsaid' : each.helped ? 'packet.helped' : 'packet.notHelped')}
                  </span>
                  {each.reason ? <Reason reason={each.reason} /> : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {packet.draft && packet.draft !== detail.question ? (
          <section>
            <h3>{t('packet.draft')}</h3>
            <q class="packet-draft">{packet.draft}</q>
          </section>
        ) : null}
        <section>
          <h3>{t('packet.where')}</h3>
          <dl class="pairs">
            {packet.product ? (
              <>
                <dt>{t('packet.product')}</dt>
                <dd>
                  {packet.product.name} <span class="soft">{packet.product.sku}</span>
                </dd>
              </>
            ) : null}
            {packet.page ? (
              <>
                <dt>{t('packet.page')}</dt>
                <dd>
                  <PageLink page={packet.page} />
                </dd>
              </>
            ) : null}
            {detail.visitor.mail ? (
              <>
                <dt>{t('packet.mail')}</dt>
                <dd class="break">{detail.visitor.mail}</dd>
              </>
            ) : null}
            <AskedPart form={packet.form} />
            <dt>{t('packet.identity')}</dt>
            <dd>
              <Vouched visitor={detail.visitor} />
            </dd>
            <dt>{t('packet.began')}</dt>
            <dd>{dayAndTime(detail.createdAt)}</dd>
            {packet.consent ? (
              <>
                <dt>{t('packet.consent')}</dt>
                <dd>
                  <details>
                    <summary>{t('packet.agreed', { at: dayAndTime(packet.consent.at) })}</summary>
                    <q>{packet.consent.text}</q>
                    <p class="soft">{t('packet.consentVersion', { version: packet.consent.version })}</p>
                  </details>
                </dd>
              </>
            ) : null}
          </dl>
          <button type="button" class="button button-small" onClick={() => (card.value = true)}>
            <Icon name="user" /> {t('card.open')}
          </button>
          {card.value ? <VisitorCard detail={detail} onClose={() => (card.value = false)} /> : null}
        </section>
        <AttributesPart conversationId={detail.id} />
        <VisitsPart conversationId={detail.id} solved={detail.state === 'solved'} />
        {detail.rating ? (
          <section>
            <h3>{t('packet.rating')}</h3>
            <p>{t('packet.stars', { n: detail.rating.stars })}</p>
            {detail.rating.comment ? <q>{detail.rating.comment}</q> : null}
          </section>
        ) : null}
        {detail.earlier.length > 0 ? (
          <section>
            <h3>{t('packet.earlier')}</h3>
            <ul class="facts">
              {detail.earlier.map((each) => (
                <li key={each.id}>
                  <a href={`/desk/inbox/solved/${each.id}`}>{each.question}</a>
                  {each.solvedAt ? <span class="soft">{age(each.solvedAt)}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </aside>
    </>
  )
}

/** Who the shop says this is, and what of it is only the visitor's own word. */
function Vouched({ visitor }: { visitor: ConversationDetail['visitor'] }) {
  if (!visitor.verified) return <>{t('packet.unverified')}</>
  const { vouched } = visitor
  return (
    <>
      {vouched ? (
        <>
          <strong class="break">{vouched.id}</strong> {t('packet.verified')}
        </>
      ) : (
        t('packet.verified')
      )}
      {visitor.name && !vouched?.name ? <p class="soft">{t('packet.nameUnverified', { name: visitor.name })}</p> : null}
    </>
  )
}

function Searches({ searches }: { searches: HandoverPacket['searches'] }) {
  return (
    <ol class="facts">
      {searches.map((each, index) => {
        const verdict = `verdict.${each.verdict}`
        return (
          <li key={index}>
            <span class="searched">{each.text}</span>
            <span class="soft">
              {each.results === 0 || !isTextKey(verdict) ? t('packet.nothing') : t(verdict, { n: each.results })}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function PageLink({ page }: { page: NonNullable<HandoverPacket['page']> }) {
  const name = page.title || page.url
  return /^https?:\/\//.test(page.url) ? (
    <a href={page.url} target="_blank" rel="noopener noreferrer nofollow" class="break">
      {name} <Icon name="externalLink" />
    </a>
  ) : (
    <span class="break">{name}</span>
  )
}
