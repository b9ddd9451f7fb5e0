import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#shared'
import { FILES_PER_MESSAGE, type MessageFile } from '#protocol'
import type { Store } from '../outbox.ts'
import { until } from '../testing/live-server.ts'
import { createAttaching, type UploadAnswer } from './attaching.ts'
import type { BlobShelf } from './blob-shelf.ts'

const lives: AbortController[] = []
afterEach(() => {
  for (const life of lives.splice(0)) life.abort()
})
/** A browser: what it keeps over a reload, and a server that is answered for file by file. */
function aBrowser(room = true) {
  const texts = new Map<string, string>()
  const blobs = new Map<string, Blob>()
  const asked: { id: string; name: string; stop: AbortSignal; answer(answer: UploadAnswer): void }[] = []
  const store: Store = {
    get: (name) => texts.get(name) ?? null,
    set: (name, value) => void (value === null ? texts.delete(name) : texts.set(name, value)),
    names: () => [...texts.keys()],
  }
  const page = () => {
    const life = new AbortController()
    lives.push(life)
    const held = new Map<string, Blob>()
    const shelf: BlobShelf = {
      async put(id, blob) {
        held.set(id, blob)
        if (room) blobs.set(id, blob)
        return room
      },
      get: async (id) => held.get(id) ?? blobs.get(id) ?? null,
      async remove(id) {
        held.delete(id)
        blobs.delete(id)
      },
      ids: async () => [...blobs.keys()],
    }
    const attaching = createAttaching(
      {
        store,
        shelf,
        newId: (at) => newId('fil', at),
        changed() {},
        upload: ({ id, name }, sent, stop) =>
          new Promise((answer) => {
            sent(1)
            asked.push({ id, name, stop, answer })
          }),
      },
      life.signal,
    )
    return { attaching, leave: () => life.abort() }
  }
  return { page, asked, texts, blobs }
}
const made = (id: string): UploadAnswer => ({
  ok: true,
  file: { id, name: 'x.jpg', type: 'image/jpeg', kind: 'image', size: 3 } satisfies MessageFile,
})
const aFile = (name: string, words = 'abc') => new File([words], name, { type: 'image/jpeg' })
const OFFER = { accept: 'image/jpeg', largestBytes: 3 }
const states = (files: readonly { name: string; state: string }[]) => files.map(({ name, state }) => `${name} ${state}`)

describe('attaching', () => {
  it('brings files up as they were chosen, two at a time', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1'), aFile('2'), aFile('3')])
    await until(() => asked.length === 2)
    expect(states(attaching.of('draft'))).toEqual(['1 uploading', '2 uploading', '3 uploading'])
    asked[0]!.answer(made(asked[0]!.id))
    await until(() => asked.length === 3)
    expect(states(attaching.of('draft'))).toEqual(['1 up', '2 uploading', '3 uploading'])
  })
  it('goes on after a reload with the same ids', async () => {
    const { page, asked } = aBrowser()
    const first = page()
    first.attaching.add('draft', [aFile('1'), aFile('2')])
    await until(() => asked.length === 2)
    asked[0]!.answer(made(asked[0]!.id))
    await until(() => first.attaching.of('draft')[0]?.state === 'up')
    first.leave()
    const second = page()
    await until(() => asked.length === 3)
    expect(asked[2]!.id).toBe(asked[1]!.id)
    expect(states(second.attaching.of('draft'))).toEqual(['1 up', '2 uploading'])
  })
  it('says that a file will not survive a reload, and afterwards that it is lost', async () => {
    const { page } = aBrowser(false)
    const first = page()
    first.attaching.add('draft', [aFile('1')])
    await until(() => first.attaching.of('draft')[0]?.kept === false)
    first.leave()
    const second = page()
    await until(() => second.attaching.of('draft')[0]?.state === 'lost')
    expect(await second.attaching.whenUp('draft', 1)).toEqual({ ok: false, code: 'file_lost' })
  })
  it('tries again by itself what was cut, and says what is refused', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1'), aFile('2')])
    await until(() => asked.length === 2)
    asked[0]!.answer({ ok: false, code: 'unreachable' })
    asked[1]!.answer({ ok: false, code: 'file_unreadable', said: 'This file is damaged.' })
    await until(() => attaching.of('draft')[1]?.state === 'refused')
    expect(states(attaching.of('draft'))).toEqual(['1 stopped', '2 refused'])
    expect(attaching.of('draft')[1]?.said).toBe('This file is damaged.')
    await until(() => asked.length === 3)
    expect(asked[2]!.id).toBe(asked[0]!.id)
  })
  it('tries again at once when a hand asks for it', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1')])
    await until(() => asked.length === 1)
    asked[0]!.answer({ ok: false, code: 'too_many', retryAfterMs: 30_000 })
    await until(() => attaching.of('draft')[0]?.state === 'stopped')
    attaching.retry(asked[0]!.id)
    await until(() => asked.length === 2)
  })
  it('leaves out what need not be tried, with its reason', async () => {
    const { page, asked, blobs } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1', 'abcd'), aFile('2')], OFFER)
    await until(() => asked.length === 1)
    expect(attaching.of('draft')[0]).toMatchObject({ state: 'refused', code: 'file_too_large' })
    expect([...blobs.keys()]).toEqual([asked[0]!.id])
  })
  it('counts what a draft holds already, but not what was refused', () => {
    const { attaching } = aBrowser().page()
    const many = Array.from({ length: FILES_PER_MESSAGE - 1 }, (_, n) => aFile(`${n}`))
    attaching.add('draft', [aFile('empty', ''), ...many], OFFER)
    attaching.add('draft', [aFile('last'), aFile('over')], OFFER)
    const codes = attaching.of('draft').flatMap(({ name, code }) => (code ? [`${name} ${code}`] : []))
    expect(codes).toEqual(['empty file_empty', 'over too_many_files'])
  })
  it('hands to a message what can go, waits for it, and forgets it', async () => {
    const { page, asked, texts, blobs } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1'), aFile('2', '')], OFFER)
    attaching.hand('draft', 'cmi_1')
    expect(attaching.of('draft')).toEqual([])
    const up = attaching.whenUp('cmi_1', 1)
    await until(() => asked.length === 1)
    asked[0]!.answer(made(asked[0]!.id))
    expect(await up).toEqual({ ok: true, ids: [asked[0]!.id] })
    attaching.forget('cmi_1')
    await until(() => blobs.size === 0)
    expect([...texts.keys()]).toEqual([])
  })
  it('stops what is taken back', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1')])
    await until(() => asked.length === 1)
    attaching.remove(asked[0]!.id)
    expect(asked[0]!.stop.aborted).toBe(true)
    expect(attaching.of('draft')).toEqual([])
  })
  it('brings up as new ones what the server has no more', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('cmi_1', [aFile('1')])
    await until(() => asked.length === 1)
    asked[0]!.answer(made(asked[0]!.id))
    await attaching.whenUp('cmi_1', 1)
    const again = attaching.again('cmi_1')
    const up = attaching.whenUp('cmi_1', 1)
    await again
    await until(() => asked.length === 2)
    expect(asked[1]!.id).not.toBe(asked[0]!.id)
    asked[1]!.answer(made(asked[1]!.id))
    expect(await up).toEqual({ ok: true, ids: [asked[1]!.id] })
  })
  it('holds as many as the message has at every moment in which they go up again', async () => {
    const { page, asked } = aBrowser()
    const { attaching } = page()
    attaching.add('draft', [aFile('1'), aFile('2')])
    attaching.hand('draft', 'cmi_1')
    await until(() => asked.length === 2)
    for (const { id, answer } of asked) answer(made(id))
    await attaching.whenUp('cmi_1', 2)
    let going = true
    void attaching.again('cmi_1').then(() => (going = false))
    const held = new Set<number>()
    for (let turns = 0; going && turns < 1_000; turns++) {
      held.add(attaching.of('cmi_1').length)
      await Promise.resolve()
    }
    expect({ going, held: [...held] }).toEqual({ going: false, held: [2] })
  })
  it('follows another tab that has sent or taken back a file', async () => {
    const { page, asked } = aBrowser()
    const [here, there] = [page().attaching, page().attaching]
    here.add('draft', [aFile('1')])
    await until(() => asked.length === 1)
    expect(states(there.of('draft'))).toEqual(['1 uploading'])
    here.hand('draft', 'cmi_1')
    expect(there.of('draft')).toEqual([])
    here.forget('cmi_1')
    expect(there.of('cmi_1')).toEqual([])
  })
  it('sweeps bytes that belong to nothing', async () => {
    const { page, blobs } = aBrowser()
    blobs.set('fil_old', new Blob(['abc']))
    page()
    await until(() => blobs.size === 0)
  })
  it.each(['', '{}', 'null', '{"id":"fil_1","place":"draft","name":1}', '{"id":"fil_1","state":"odd"}'])(
    'leaves out what somebody else wrote there: %s',
    (written) => {
      const { page, texts } = aBrowser()
      texts.set('file:fil_1', written)
      expect(page().attaching.of('draft')).toEqual([])
    },
  )
})
