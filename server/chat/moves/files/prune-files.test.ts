import { afterEach, describe, expect, it } from 'vitest'
import { UNSENT_FILE_MS } from '#protocol'
import { newId } from '#shared'
import { stores } from '../../../realtime/testing/first-steps.ts'
import { aPacket } from '../../../realtime/testing/live-fixture.ts'
import { openNodes } from '../../committing/testing/open-nodes.ts'
import type { MoveName, MoveOutcome, MoveRequest } from '../index.ts'

const NOW = Date.parse('2026-11-27T09:00:00Z')
const visitorId = 'vis_anna'
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe.each(stores)('files that nobody sends, on $store', ({ parts }) => {
  async function opened() {
    const {
      nodes: [node],
      close,
    } = await openNodes(parts)
    closing.push(close)
    return async <N extends MoveName>(name: N, request: MoveRequest<N>, now = NOW) => {
      const outcome = (await node.run(name, request, now)) as MoveOutcome<N>
      if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
      return outcome.value as Extract<MoveOutcome<N>, { ok: true }>['value']
    }
  }
  const aFile = (id: string) => ({
    file: {
      id,
      ownerId: visitorId,
      site: 'shop',
      conversationId: null,
      sourceSha256: id,
      name: 'photo.jpg',
      type: 'image/jpeg',
      kind: 'image' as const,
      size: 10,
      width: 1,
      height: 1,
      thumbWidth: 1,
      thumbHeight: 1,
      sha256: `${id}-bytes`,
      thumbSha256: `${id}-thumb`,
    },
    mostOfDay: null,
  })

  it('are gone a day later, with the names of their bytes; what was sent stays', async () => {
    const run = await opened()
    const [sent, unsent] = [newId('fil', NOW), newId('fil', NOW + 1)]
    for (const id of [sent, unsent]) await run('keepFile', aFile(id))
    await run('startConversation', {
      visitorId,
      site: 'shop',
      verified: false,
      clientMessageId: 'start',
      text: '',
      files: { ids: [sent], mostBytes: 1_000 },
      packet: aPacket,
      name: null,
      mail: null,
      way: 'message',
      locale: 'ru',
      open: true,
      opensAt: null,
      topics: [],
      address: null,
      limits: { perVisitor: 9, perAddress: 9 },
    })
    expect(await run('pruneFiles', {}, NOW + UNSENT_FILE_MS)).toEqual({ gone: [] })
    const bytes = { id: unsent, sha256: `${unsent}-bytes`, thumbSha256: `${unsent}-thumb` }
    expect(await run('pruneFiles', {}, NOW + UNSENT_FILE_MS + 1)).toEqual({ gone: [bytes] })
    expect(await run('pruneFiles', {}, NOW + 2 * UNSENT_FILE_MS)).toEqual({ gone: [] })
  })
})
