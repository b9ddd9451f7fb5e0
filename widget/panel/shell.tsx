import { useEffect, useRef } from 'preact/hooks'
import { AnswerView } from './searching/answer-view.tsx'
import { PHONE } from './back-button.ts'
import { catchFocus, keepFocusInside, moveFocus, walkHits } from './focus.ts'
import { HomeView } from './searching/home-view.tsx'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'
import { live, useSignal, useSignalEffect } from './live.ts'
import { canChat, usePanel } from './panel-state.ts'
import { PersonView } from './person-view.tsx'
import type { Search } from './searching/search.ts'
import type { Talk } from './talk.ts'

/** The window: a dialog beside the page on a desktop, over all of it on a phone. */
export const Shell = live(function Shell({ search, talk }: { search: Search; talk: Talk }) {
  const panel = usePanel()
  const dialog = useRef<HTMLDivElement>(null)
  const phone = useSignal(matchMedia(PHONE).matches)
  const { say } = panel.speech.value
  const view = panel.views.value.at(-1)!
  const open = panel.open.value
  const look = panel.look.value
  const part = talk.part.value
  const conversing = talk.conversing.value
  const { launcher } = panel.embedding
  const close = () => launcher.click()

  useEffect(() => {
    const media = matchMedia(PHONE)
    const changed = () => {
      phone.value = media.matches
    }
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [])

  // Where the keyboard was before: there it returns.
  useSignalEffect(() => {
    if (!panel.open.value) return
    const before = document.activeElement as HTMLElement | null
    return () => {
      if (before && before !== document.body && before.isConnected && before !== panel.embedding.root.host)
        before.focus()
      else launcher.focus()
    }
  })
  useEffect(() => {
    // Restored after a change of page it takes nothing from whoever types there.
    if (!open) return
    if (!panel.restored) moveFocus(dialog.current!)
    panel.restored = false
  }, [open, view.name, 'id' in view ? view.id : null])
  useEffect(() => catchFocus(dialog.current!), [])
  useKeyboardRoom(dialog, open && phone.value)

  const onKeyDown = (event: KeyboardEvent) => {
    // The page's own shortcuts must not fire while somebody writes here.
    event.stopPropagation()
    if (event.key === 'Escape' && !event.isComposing) {
      // Neither must a dialog of the page that stands around it close with it.
      event.preventDefault()
      close()
    }
    if (/^Arrow(Up|Down)$/.test(event.key)) walkHits(dialog.current!, event)
    if (event.key === 'Tab' && phone.value) keepFocusInside(dialog.current!, event)
  }
  const name =
    view.name === 'person'
      ? say(panel.running.value === null && !canChat(panel) ? 'person.leave' : 'person.name')
      : view.name === 'answer'
        ? say('results.name')
        : panel.context.value?.site.name || say('panel.name')
  return (
    <div
      class="panel"
      ref={dialog}
      role="dialog"
      aria-modal={phone.value}
      aria-label={say('panel.name')}
      hidden={!open}
      tabIndex={-1}
      lang={panel.speech.value.locale}
      onKeyDown={onKeyDown}
    >
      <div class={view.name === 'home' ? 'bar home' : 'bar'}>
        {panel.views.value.length > 1 && (
          <button type="button" class="plain" aria-label={say('panel.back')} onClick={panel.back}>
            <Icon name="back" />
          </button>
        )}
        {view.name === 'home' &&
          (panel.context.value?.own?.logo
            ? look && <look.Mark />
            : panel.context.value?.brand.logo && <Logo svg={panel.context.value.brand.logo} />)}
        {view.name === 'person' && part && conversing ? (
          <part.Head conversing={conversing} name={name} />
        ) : (
          <p class="name">{name}</p>
        )}
        <button type="button" class="plain close" aria-label={say('panel.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {open && view.name === 'home' && <HomeView search={search} />}
      {open && view.name === 'answer' && <AnswerView key={view.id} id={view.id} query={search.foundFor.value} />}
      {open && view.name === 'person' && <PersonView talk={talk} />}
    </div>
  )
})

/** On a phone the keyboard covers the window's foot; the visual viewport tells how much is left. */
function useKeyboardRoom(dialog: { current: HTMLDivElement | null }, wanted: boolean) {
  useEffect(() => {
    const viewport = window.visualViewport
    const element = dialog.current
    if (!wanted || !viewport || !element) return
    const fill = () => {
      element.style.height = `${viewport.height}px`
      element.style.top = `${viewport.offsetTop}px`
    }
    fill()
    viewport.addEventListener('resize', fill)
    viewport.addEventListener('scroll', fill)
    return () => {
      viewport.removeEventListener('resize', fill)
      viewport.removeEventListener('scroll', fill)
      element.style.height = element.style.top = ''
    }
  }, [wanted])
}
