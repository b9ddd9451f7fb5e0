import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')
const KEPT = join(root, 'node_modules/.cache/firstline-shop')
/** What the data of a first start come from. */
const SOURCES = ['kb', 'server', 'content', 'package-lock.json']
const STUDY_MS = 4 * 60_000
const LOOK_MS = 250

/**
 * The data folder of the demo shop once it was started and had studied its library: importing and studying take some twenty seconds
 * of a core, so tests that are not about a first start begin behind it. Made by the first that asks, anew for every day and change.
 */
export async function copyStartedShop(dataDir: string, start: (dataDir: string) => Promise<{ stop(): Promise<void> }>) {
  const folder = join(KEPT, keyOf())
  const lock = `${folder}.lock`
  for (const until = Date.now() + STUDY_MS; !existsSync(folder); await pause(LOOK_MS)) {
    if (!isFree(lock) && Date.now() < until) continue
    await make(folder, start).finally(() => rmSync(lock, { recursive: true, force: true }))
  }
  cpSync(folder, dataDir, { recursive: true })
}

function isFree(lock: string): boolean {
  mkdirSync(dirname(lock), { recursive: true })
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

async function make(folder: string, start: (dataDir: string) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), 'firstline-shop-'))
  const product = await start(made)
  await studied(join(made, 'firstline.db'))
  await product.stop()
  for (const name of readdirSync(KEPT))
    if (join(KEPT, name) !== `${folder}.lock`) rmSync(join(KEPT, name), { recursive: true, force: true })
  cpSync(made, `${folder}.new`, { recursive: true })
  renameSync(`${folder}.new`, folder)
  rmSync(made, { recursive: true, force: true })
}

async function studied(file: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true })
  const kept = database.prepare(`select 1 from "matchSettings" where "site" = '' and "name" = 'study'`)
  for (const until = Date.now() + STUDY_MS; !kept.get(); await pause(LOOK_MS))
    if (Date.now() > until) throw new Error('the library was not studied in time')
  database.close()
}

let key: string | null = null
function keyOf(): string {
  if (key) return key
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10))
  const read = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) read(join(path, name))
    else hash.update(path).update(readFileSync(path))
  }
  for (const source of SOURCES) read(join(root, source))
  key = hash.digest('hex').slice(0, 16)
  return key
}
