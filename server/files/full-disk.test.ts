import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { USUAL_FILES, newId } from '#shared'
import { openFileRoom } from './file-room.ts'
import { folderFileStore } from './stores/folder-file-store.ts'
import * as sample from './testing/sample-files.ts'

const MB = 1_000_000
const disk = mkdtempSync(join(tmpdir(), 'firstline-disk-'))
/** A file system of two megabytes; where the machine does not allow one, there is no full disk to be had. */
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

const filesOn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

describe.skipIf(!isMounted)('a disk that is full', () => {
  const at = (arrivals: string, store: string) =>
    openFileRoom({ store: folderFileStore(store, 0), arrivals, pictures: undefined as never })
  const text = (bytes: number) => Buffer.alloc(bytes, 'a plain line\n')

  it('while a file comes in refuses it whole, leaves nothing of it, and takes a smaller one', async () => {
    const room = at(join(disk, 'arriving'), join(disk, 'store'))
    expect(await room.arrive({ size: 3 * MB, body: sample.inPieces(text(3 * MB)) })).toMatchObject({
      ok: false,
      code: 'storage_full',
    })
    expect(filesOn(disk)).toEqual([])
    const arrived = await room.arrive({ size: 1_000, body: sample.inPieces(text(1_000)) })
    if (!arrived.ok) throw new Error(arrived.code)
    const file = { id: newId('fil', Date.now()), name: 'notes.txt' }
    expect(await room.keep(arrived, file, USUAL_FILES.kinds)).toMatchObject({ ok: true, size: 1_000 })
    expect(filesOn(disk).map(({ name }) => name)).toEqual([expect.stringContaining(file.id)])
  })

  it('when it is put away refuses it, and what came in elsewhere is gone', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'firstline-arriving-'))
    mkdirSync(join(disk, 'store'), { recursive: true })
    const room = at(elsewhere, join(disk, 'store'))
    const before = filesOn(disk).length
    const arrived = await room.arrive({ size: 3 * MB, body: sample.inPieces(text(3 * MB)) })
    if (!arrived.ok) throw new Error(arrived.code)
    const file = { id: newId('fil', Date.now()), name: 'notes.txt' }
    expect(await room.keep(arrived, file, USUAL_FILES.kinds)).toMatchObject({ ok: false, code: 'storage_full' })
    expect(filesOn(elsewhere)).toEqual([])
    expect(filesOn(disk)).toHaveLength(before)
    rmSync(elsewhere, { recursive: true })
  })
})
