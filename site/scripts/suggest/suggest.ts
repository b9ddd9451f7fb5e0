import type { SearchHit, SearchResponse } from '#protocol'
import { createListbox, facts, type Group, type Option } from './listbox.ts'
import { recentSearches } from './recent-searches.ts'
import { leadKeysTo } from './search-keys.ts'

/** Between the last key and the request. */
const PAUSE_MS = 160
/** After this long what is written may be a whole question: then the verdict is asked for, and said. */
const LONG_PAUSE_MS = 1_600
const PATIENCE_MS = 4_000
const LEAST_LETTERS = 2

/** As `SearchForm.astro` writes them. */
export interface SuggestTexts {
  recent: string
  often: string
  /** With `{query}`. */
  search: string
  /** With `{searched}`. */
  repaired: string
  count: string
  none: string
  contact: string
  greeting: string
  thanks: string
  person: string
}

/**
 * Answers under the field as one types, by the same rules as the widget's panel: no refusal before the question may be
 * whole, and what was found stays until there is better. With the API away the form goes to the results page as ever.
 */
function suggestUnder(form: HTMLFormElement): void {
  const field = form.querySelector('input')!
  const box = form.querySelector<HTMLElement>('.suggest')!
  const [note, list, clear] = box.children as unknown as HTMLElement[]
  const status = box.nextElementSibling
  const texts = JSON.parse(box.dataset.texts!) as SuggestTexts
  const recent = recentSearches(box.dataset.site!)
  const listbox = createListbox(field, list!)
  let often: SearchHit[] | undefined
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The words that what stands in the list belongs to. */
  let drawnFor: string | undefined

  const typed = () => field.value.trim()
  const isOpen = () => !box.hidden
  const resultsOf = (query: string) => `${form.action}?${new URLSearchParams({ q: query })}`
  const hitOption = ({ question, url }: Pick<SearchHit, 'question' | 'url'>): Option => ({
    text: question,
    href: new URL(url, location.href).pathname,
    remember: question.replace(/\s+/g, ' '),
  })

  function show(groups: Group[], noted = '') {
    const filled = groups.filter(({ options }) => options.length > 0)
    listbox.draw(filled)
    note!.textContent = noted
    note!.hidden = !noted
    open(filled.length > 0)
  }
  function open(isIt: boolean) {
    // A phone's keyboard covers half of what the page believes to have.
    const room = (window.visualViewport?.height ?? innerHeight) - form.getBoundingClientRect().bottom - 16
    box.style.setProperty('--room', `${room}px`)
    box.hidden = !isIt
    facts(field, { 'aria-expanded': String(isIt) })
  }
  function close() {
    clearTimeout(timer)
    running?.abort()
    listbox.mark(-1)
    open(false)
  }

  async function ask(text: string, typing: '1' | 'paused'): Promise<SearchResponse | null> {
    running?.abort()
    const mine = (running = new AbortController())
    const patience = setTimeout(() => mine.abort(), PATIENCE_MS)
    const { site = '', product } = box.dataset
    const query = new URLSearchParams({ site, typing, q: text, limit: '5', page: location.pathname })
    query.set('locale', document.documentElement.lang)
    if (product) query.set('product', product)
    try {
      const answer = await fetch(`/api/search?${query}`, { signal: mine.signal })
      const found = answer.ok ? ((await answer.json()) as SearchResponse) : null
      return running === mine ? found : null
    } catch {
      return null
    } finally {
      clearTimeout(patience)
    }
  }

  /** Before anything is typed: what was searched for here, and what is often asked. */
  async function offer() {
    const draw = () => {
      drawnFor = ''
      const before = recent.read()
      clear!.hidden = before.length === 0
      show([
        {
          label: texts.recent,
          options: before.map((text) => ({ text, href: resultsOf(text), remember: text })),
        },
        { label: texts.often, options: (often ?? []).map(hitOption) },
      ])
    }
    draw()
    often ??= (await ask('', '1'))?.hits
    if (often && !typed() && document.activeElement === field && drawnFor === '') draw()
  }

  async function suggest(text: string, typing: '1' | 'paused') {
    const found = await ask(text, typing)
    // What stands is better than a complaint in the middle of a word.
    if (!found || document.activeElement !== field) return
    drawnFor = text
    const { verdict, intent, searched, repaired, hits, product } = found
    const isNone = verdict === 'escalate'
    const fitting = isNone ? [] : hits.filter(({ score }) => !searched || score > hits[0]!.score / 2)
    const options = fitting.map(hitOption)
    if (product) options.unshift(hitOption({ question: `${product.name} · ${product.sku}`, url: product.url }))
    const isRepaired = searched && typing === 'paused' && repaired.length > 0
    const noted = intent
      ? texts[intent]
      : isNone
        ? texts.none
        : isRepaired
          ? texts.repaired.replace('{searched}', () => searched)
          : ''
    clear!.hidden = true
    show(
      [
        { label: searched ? '' : texts.often, options },
        {
          label: '',
          options: [
            {
              text: isNone ? texts.contact : texts.search.replace('{query}', () => text),
              href: resultsOf(text),
              remember: text,
              last: true,
            },
          ],
        },
      ],
      noted,
    )
    if (typing === 'paused') status!.textContent = noted || `${texts.count}: ${options.length}`
  }

  function typing() {
    clearTimeout(timer)
    status!.textContent = ''
    const text = typed()
    if (!text) return void offer()
    if (text.length < LEAST_LETTERS) return
    timer = setTimeout(() => {
      void suggest(text, '1')
      timer = setTimeout(() => void suggest(text, 'paused'), LONG_PAUSE_MS)
    }, PAUSE_MS)
  }

  facts(field, { role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': list!.id })
  leadKeysTo(field)

  field.addEventListener('input', typing)
  field.addEventListener('focus', () => !typed() && void offer())
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      clearTimeout(timer)
      if (isOpen()) listbox.move(key === 'ArrowDown' ? 1 : -1)
      else if (!typed()) void offer()
      else if (drawnFor === typed()) open(true)
      else void suggest(typed(), '1')
    } else if (key === 'Enter' && isOpen() && listbox.active()) {
      event.preventDefault()
      listbox.active()!.click()
    } else if (key === 'Escape' && isOpen()) {
      event.preventDefault()
      close()
    }
  })
  form.addEventListener('submit', () => recent.add(field.value))
  list!.addEventListener('click', (event) => {
    const chosen = (event.target as Element).closest('a')
    if (chosen) recent.add(chosen.dataset.remember!)
  })
  // The keyboard, on a phone too, stays where it is.
  list!.addEventListener('mousedown', (event) => event.preventDefault())
  clear!.addEventListener('click', () => {
    recent.clear()
    field.focus()
    void offer()
  })
  form.addEventListener('focusout', ({ relatedTarget }) => !form.contains(relatedTarget as Node) && close())
  addEventListener('pointerdown', ({ target }) => !form.contains(target as Node) && isOpen() && close())
  addEventListener('pagehide', close)
}

for (const form of document.querySelectorAll<HTMLFormElement>('form.search')) suggestUnder(form)
