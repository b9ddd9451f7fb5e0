/** Loads with the first file: what is chosen and on its way, and files of messages. Costs nothing before. */
import {
  type Attached,
  type Attaching,
  browserShelf,
  canGo,
  createAttaching,
  FILE_PREFIX,
  OUTBOX_PREFIX,
  uploadFile,
} from '#client'
import { type InterfaceLocale, newId } from '#shared'
import type { FileOffer } from '#protocol'
import { fields } from '../api/read.ts'
import { visitorToken } from '../conversation/visitor-token.ts'
import { DRAFT } from '../conversation/writing/file-door.ts'
import type { FileTexts } from '../locales/keys.ts'
import type { PanelState } from '../panel/panel-state.ts'
import { effect, type Signal, signal } from '../signal.ts'
import { createFileBytes, type FileBytes } from './bytes.ts'
import filesCss from './files.css?inline'
import { readAddress, readFile } from './read-file.ts'
import { Pending } from './pending.tsx'
import { Shown } from './shown.tsx'
import { Strip } from './strip.tsx'
import { Viewer } from './viewer.tsx'

/** The files of this visitor, and the parts that draw them. */
export interface Files {
  attaching: Attaching
  bytes: FileBytes
  /** The picture that is shown large: its id. */
  viewed: Signal<string | null>
  offer(): FileOffer | undefined
  /** Of the draft or of a message; a component that reads it follows it. */
  of(place: string): Attached[]
  add(files: readonly File[]): void
  /** Whether the draft holds something that can go. */
  ready(): boolean
  Strip: typeof Strip
  Pending: typeof Pending
  Shown: typeof Shown
  Viewer: typeof Viewer
}

const TEXTS: { [L in InterfaceLocale]: () => Promise<{ texts: FileTexts<L> }> } = {
  en: () => import('../locales/en/files.ts'),
  ru: () => import('../locales/ru/files.ts'),
  de: () => import('../locales/de/files.ts'),
}

/** Null if its texts could not be loaded. */
export async function beginFiles(panel: PanelState, life: AbortSignal): Promise<Files | null> {
  const { memory, embedding, site, speech } = panel
  const learn = async () => {
    const { locale } = speech.peek()
    const { texts } = await TEXTS[locale]()
    if (speech.peek().locale === locale) speech.value = speech.peek().with(texts)
  }
  try {
    await learn()
  } catch {
    return null
  }
  // Another language brings the panel's own texts alone.
  const stop = effect(() => void (speech.value.knows('files.list') || learn().catch(() => {})))
  life.addEventListener('abort', stop)
  embedding.addStyles(filesCss)
  showDropping(embedding.root, life)
  const turn = signal(0)
  const bytes = createFileBytes(embedding.origin)
  const attaching = createAttaching(
    {
      store: memory,
      shelf: browserShelf(`firstline:${site}`),
      newId: (at) => newId('fil', at),
      changed: () => {
        turn.value++
      },
      async upload({ id, name, blob }, sent, stop) {
        const token = await visitorToken(panel)
        if (!token) return { ok: false, code: 'unreachable' }
        const url = new URL(`/api/files/${id}?locale=${speech.peek().locale}`, embedding.origin).href
        const answer = await uploadFile(
          { url, name, blob, headers: { authorization: `Bearer ${token}` } },
          (value) => {
            bytes.know(readAddress(fields(value).address))
            return readFile(value)
          },
          sent,
          stop,
        )
        if (answer.ok || answer.code !== 'signed_out') return answer
        // The token has run out: the next attempt goes with a new one.
        memory.set('token', null)
        return { ok: false, code: 'unreachable' }
      },
    },
    life,
  )
  const files: Files = {
    attaching,
    bytes,
    viewed: signal(null),
    offer: () => panel.context.value?.files,
    of: (place) => (turn.value, attaching.of(place)),
    add(chosen) {
      attaching.add(DRAFT, chosen, files.offer())
    },
    ready: () => files.of(DRAFT).some(canGo),
    Strip,
    Pending,
    Shown,
    Viewer,
  }
  attaching.keepOnly((place) => place === DRAFT || memory.get(OUTBOX_PREFIX + place) !== null)
  memory.onChange((name) => name?.startsWith(FILE_PREFIX) && turn.value++, life)
  addEventListener('online', attaching.wake, { signal: life })
  return files
}

/** While a file is held over the panel nothing else tells where it may be let go: it is over it as long as it keeps saying so. */
const HELD_MS = 500
function showDropping(root: ParentNode & EventTarget, life: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout>
  const show = (over: boolean) => {
    clearTimeout(timer)
    root.querySelector('.panel')?.toggleAttribute('data-dropping', over)
    if (over) timer = setTimeout(() => show(false), HELD_MS)
  }
  // The door takes what it knows; anything else is the page's.
  root.addEventListener('dragover', (event) => show(event.defaultPrevented), { signal: life })
  root.addEventListener('drop', () => show(false), { signal: life })
}
