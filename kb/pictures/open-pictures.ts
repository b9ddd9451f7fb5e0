import { createHash } from 'node:crypto'
import { slugOf } from '#shared'
import type { Actor } from '../actor.ts'
import type { PublishedAnswers } from '../answers/finding/published-answers.ts'
import { ok, refuse, type Result } from '../result.ts'
import { largestOf, type MeasuredPicture, measurePicture, type NotMeasured } from './measure-picture.ts'
import { isWrittenAnew, type Picture, type PictureVersion, picturesIn } from './picture.ts'
import type { OpenedPicture, PictureOnDesk, PictureRefused, Pictures } from './pictures.ts'
import { PART_BYTES, type SqlPictureStore } from './sql-picture-store.ts'
import { writeVersion } from './write-version.ts'

const MOST_WAITING = 60
const MEGABYTE = 1024 * 1024
const KEY_DIGITS = 32
const LONGEST_NAME = 60
const CARD_OF: PictureVersion = 'card.jpg'

export interface PicturesParts {
  store: SqlPictureStore
  published: PublishedAnswers
}

export interface OpenPictures extends Pictures {
  /** Of a site: its own, or one that came with the files. */
  named(site: string, name: string): Picture | null
  /** As they are kept; null: answers of this site know none of this name. */
  bytes(site: string, name: string): Promise<Uint8Array | null>
  /** Reads again what there is: another node, or an import, may have brought some. */
  reload(): Promise<void>
}

export const pictureKey = (name: string, bytes: Uint8Array): string =>
  `pic_${createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, KEY_DIGITS)}`

export async function openPictures({ store, published }: PicturesParts): Promise<OpenPictures> {
  let all: Picture[] = []
  let byKey = new Map<string, Picture>()
  let byName = new Map<string, Picture>()
  async function reload(): Promise<void> {
    all = await store.all()
    byKey = new Map(all.map((picture) => [picture.key, picture]))
    byName = new Map(all.map((picture) => [picture.name, picture]))
  }
  await reload()

  const named = (site: string, name: string): Picture | null => {
    const found = byName.get(name)
    return found && (found.site === '' || found.site === site || lentTo(site, found)) ? found : null
  }
  /** Of another site's answer that this one shows. */
  let lent: { version: number; names: Set<string> } | null = null
  function lentTo(site: string, { name, site: owner }: Picture): boolean {
    if (lent?.version !== published.version()) {
      const names = published
        .shared()
        .flatMap(({ answer, from }) => picturesIn(answer.body).map((one) => `${from?.site}/${answer.site}/${one}`))
      lent = { version: published.version(), names: new Set(names) }
    }
    return lent.names.has(`${owner}/${site}/${name}`)
  }

  /** By name, which answers show it; made anew only when some answer changed. */
  let shown: { version: number; by: Map<string, PictureOnDesk['shownIn']>; publicly: Set<string> } | null = null
  function shownNow() {
    if (shown?.version === published.version()) return shown
    const by = new Map<string, PictureOnDesk['shownIn']>()
    const publicly = new Set<string>()
    for (const { answer, from } of published.all())
      for (const name of from ? [] : picturesIn(answer.body)) {
        by.set(name, [...(by.get(name) ?? []), { id: answer.id, question: answer.question }])
        if (answer.audience === 'public' && named(answer.site, name)) publicly.add(name)
      }
    shown = { version: published.version(), by, publicly }
    return shown
  }

  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  const making = new Map<string, Promise<boolean>>()
  /** One after another: pictures are written beside what people wait for. False: nobody can read its bytes. */
  function made(picture: Picture, version: Exclude<PictureVersion, 'original'>): Promise<boolean> | 'busy' {
    const id = `${picture.key}/${version}`
    const begun = making.get(id)
    if (begun) return begun
    if (waiting >= MOST_WAITING) return 'busy'
    waiting += 1
    const make = last.then(async () => {
      const bytes = await wholeOf(picture.key)
      await store.putVersion(picture.key, version, await writeVersion(bytes, version))
      return true
    })
    const done = make
      .catch(() => false)
      .finally(() => {
        waiting -= 1
        making.delete(id)
      })
    last = done
    making.set(id, done)
    return done
  }
  async function wholeOf(key: string): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    for (let part = 0; ; part++) {
      const piece = await store.part(key, 'original', part)
      if (!piece) return Buffer.concat(pieces)
      pieces.push(piece)
    }
  }

  async function* pieces(
    key: string,
    version: PictureVersion,
    { start, end }: { start: number; end: number },
  ): AsyncGenerator<Uint8Array> {
    for (let part = Math.floor(start / PART_BYTES); part * PART_BYTES <= end; part++) {
      const piece = await store.part(key, version, part)
      if (!piece) return
      const from = part * PART_BYTES
      yield piece.subarray(Math.max(0, start - from), Math.max(0, end + 1 - from))
    }
  }

  return {
    named,
    reload,
    async bytes(site, name) {
      const picture = named(site, name)
      return picture && wholeOf(picture.key)
    },
    list: (site) =>
      all
        .filter((picture) => picture.site === '' || picture.site === site)
        .map((picture) => ({ ...picture, shownIn: shownNow().by.get(picture.name) ?? [] })),

    async add({ site, name, bytes }, actor, now): Promise<Result<Picture, PictureRefused>> {
      const measured = await measurePicture(name, bytes)
      if ('code' in measured) return refuse(refusalOf(measured, name))
      const free = freeName(name, bytes, site)
      const present = byName.get(free)
      if (present) return ok(present)
      const picture = pictureOf({ site, name: free, bytes, measured, actor, now })
      await store.put(picture, bytes)
      await reload()
      return ok(picture)
    },

    async remove(site, key, actor) {
      const picture = byKey.get(key)
      if (!picture || picture.site !== site) return refuse({ code: 'not_found' })
      if (actor.role === 'operator' && picture.by.id !== actor.id) return refuse({ code: 'not_allowed' })
      if (await store.isMentioned(picture.name)) return refuse({ code: 'picture_used' })
      await store.remove(key)
      await reload()
      return ok(picture)
    },

    async open(key, version, reader): Promise<OpenedPicture | null | 'busy'> {
      if (!byKey.has(key)) await reload()
      const picture = byKey.get(key)
      if (!picture || !(reader.desk || shownNow().publicly.has(picture.name))) return null
      const anew = isWrittenAnew(picture)
      // As it came, a photograph may tell where it was taken.
      if (version === 'original' ? anew : !anew && !(version === CARD_OF && picture.kind === 'picture')) return null
      if (version !== 'original' && (await store.sizeOf(key, version)) === 0) {
        const done = made(picture, version)
        if (done === 'busy') return done
        if (!(await done)) return null
      }
      const size = version === 'original' ? picture.size : await store.sizeOf(key, version)
      return {
        name: picture.name,
        type:
          version === 'original' ? picture.type : (TYPES[version.slice(version.lastIndexOf('.') + 1)] ?? picture.type),
        size,
        read: (range = { start: 0, end: size - 1 }) => pieces(key, version, range),
      }
    },
  }

  /** A name that says the same of these bytes, or is nobody's yet. */
  function freeName(wanted: string, bytes: Uint8Array, site: string): string {
    const ending = wanted.slice(wanted.lastIndexOf('.')).toLowerCase()
    const base = slugOf(wanted.slice(0, -ending.length), 'picture').slice(0, LONGEST_NAME)
    for (let number = 1; ; number++) {
      const name = `${base}${number === 1 ? '' : `-${number}`}${ending}`
      const present = byName.get(name)
      if (!present) return name
      if (present.key === pictureKey(name, bytes) && (present.site === '' || present.site === site)) return name
    }
  }
}

const TYPES: Record<string, string> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }

export const pictureOf = (from: {
  site: string
  name: string
  bytes: Uint8Array
  measured: MeasuredPicture
  actor: Actor
  now: number
}): Picture => ({
  key: pictureKey(from.name, from.bytes),
  site: from.site,
  name: from.name,
  ...from.measured,
  size: from.bytes.length,
  by: { id: from.actor.id, name: from.actor.name },
  at: new Date(from.now).toISOString(),
})

function refusalOf({ code }: NotMeasured, name: string): PictureRefused {
  if (code === 'unsafe') return { code: 'picture_unsafe' }
  if (code === 'unreadable') return { code: 'picture_unreadable' }
  return { code: 'picture_too_large', mb: largestOf(name) / MEGABYTE }
}
