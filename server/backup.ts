import { faultText } from '#shared'
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/**
 * npm run backup -- [file]        while the server runs; default: <DATA_DIR>/backups/<time>.db, with conversations' files in <file>.files
 * npm run restore -- <file>       while it does not
 * PostgreSQL is backed up by its own tools, which this command names.
 */
const [command, given] = process.argv.slice(2)
const { DATABASE_URL, FILES_URL, DATA_DIR = '.data' } = process.env
const current = join(resolve(DATA_DIR), 'firstline.db')
/** Of conversations. Each stands under the checksum of its bytes and is never changed, so a second name for it is a copy. */
const files = join(resolve(DATA_DIR), 'files')
const filesBeside = (copy: string) => `${copy}.files`
const SQLITE_BUSY = 5
/** What SQLite may leave beside a file it had open. */
const BESIDE = ['-wal', '-shm', '-journal']
const UNFINISHED = /\.unfinished(-wal|-shm|-journal|\.files)?$/
const ABANDONED_MS = 10 * 60_000
/** Exit codes as a shell gives them. */
const ENDS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const
// A copy holds what the database holds: it is its owner's alone, wherever it lies.
process.umask(0o077)
const say = (text: string) => process.stdout.write(`${text}\n`)
const refuse = (text: string): never => {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** Complete and readable, or a sentence that says why not. */
function checkDatabase(file: string): { conversations: number; messages: number } {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const { integrity_check: verdict } = database.prepare('pragma integrity_check').get() ?? {}
    if (verdict !== 'ok') throw new Error(String(verdict))
    const count = (table: string) => Number(database.prepare(`select count(*) as n from "${table}"`).get()?.['n'])
    return { conversations: count('conversations'), messages: count('messages') }
  } finally {
    database.close()
  }
}

function wholeOrRefused(source: string): ReturnType<typeof checkDatabase> {
  try {
    return checkDatabase(source)
  } catch (fault) {
    return refuse(`${source} is not a complete backup: ${faultText(fault)}`)
  }
}

async function backUp(): Promise<void> {
  if (!existsSync(current)) refuse(`There is no database in ${dirname(current)}. Set DATA_DIR to the folder it is in.`)
  const target = resolve(given ?? join(DATA_DIR, 'backups', `${new Date().toISOString().replace(/[:.]/g, '-')}.db`))
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const unfinished = `${target}.unfinished`
  const clear = () => {
    for (const rest of ['', ...BESIDE]) rmSync(unfinished + rest, { force: true })
    rmSync(filesBeside(unfinished), { recursive: true, force: true })
  }
  clear()
  sweep(dirname(target))
  for (const [signal, code] of ENDS)
    process.once(signal, () => {
      clear()
      process.exit(code)
    })
  const database = new DatabaseSync(current, { readOnly: true })
  await backup(database, unfinished)
  database.close()
  const held = checkDatabase(unfinished)
  // After the database: whatever it names is in the folder by now.
  const copied = FILES_URL ? 0 : copyFiles(files, filesBeside(unfinished))
  rmSync(filesBeside(target), { recursive: true, force: true })
  if (copied > 0) renameSync(filesBeside(unfinished), filesBeside(target))
  renameSync(unfinished, target)
  clear()
  say(`${target}: ${held.conversations} conversations, ${held.messages} messages, ${copied} files`)
  if (FILES_URL) say('The files of conversations are in S3 (FILES_URL); back them up by its own tools.')
}

/** Takes over what is not there yet, folder by folder; how many files `from` holds. */
function copyFiles(from: string, to: string): number {
  let held = 0
  for (const folder of existsSync(from) ? readdirSync(from, { withFileTypes: true }) : []) {
    if (!folder.isDirectory() || !/^[0-9a-f]{2}$/.test(folder.name)) continue
    mkdirSync(join(to, folder.name), { recursive: true, mode: 0o700 })
    for (const name of readdirSync(join(from, folder.name))) {
      held += 1
      const [source, target] = [join(from, folder.name, name), join(to, folder.name, name)]
      if (existsSync(target)) continue
      try {
        linkSync(source, target)
      } catch (fault) {
        // Erased a moment ago.
        if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') held -= 1
        // Another disk, or one that knows no links.
        else copyFileSync(source, target)
      }
    }
  }
  return held
}

/** What a backup that was killed had to leave; one that is at work writes to its file all the time. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!UNFINISHED.test(name)) continue
    const file = join(folder, name)
    const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - touched > ABANDONED_MS) rmSync(file, { recursive: true, force: true })
  }
}

function restore(): void {
  const source = resolve(given ?? refuse('Say which file: npm run restore -- .data/backups/<time>.db'))
  if (!existsSync(source)) refuse(`${source} does not exist.`)
  const held = wholeOrRefused(source)
  if (existsSync(current)) {
    try {
      // Exclusive: fails while a server has it open and writes.
      const running = new DatabaseSync(current, { timeout: 0 })
      running.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK')
      running.close()
    } catch (fault) {
      // Anything else is a ruined database, which is what restoring is for.
      if (fault instanceof Error && 'errcode' in fault && fault.errcode === SQLITE_BUSY)
        refuse('The server is running. Stop it first, then restore.')
    }
    const kept = `${current}.before-restore`
    renameSync(current, kept)
    say(`The previous database was kept as ${kept}`)
  }
  // A log left by the old database would be replayed into the new one.
  for (const rest of BESIDE) rmSync(current + rest, { force: true })
  mkdirSync(dirname(current), { recursive: true, mode: 0o700 })
  copyFileSync(source, current)
  // Files that are there already stay: what the restored database does not name is swept a day later.
  const restored = copyFiles(filesBeside(source), files)
  say(`Restored ${held.conversations} conversations, ${held.messages} messages, ${restored} files`)
  if (FILES_URL) say('The files of conversations are in S3 (FILES_URL); bring them back by its own tools.')
}

if (DATABASE_URL) {
  const tool =
    command === 'restore'
      ? `pg_restore --clean --if-exists --no-owner --dbname "$DATABASE_URL" ${given ?? 'firstline.dump'}`
      : `pg_dump --format=custom --file ${given ?? 'firstline.dump'} "$DATABASE_URL"`
  say(`The data is in PostgreSQL; it is backed up while running by its own tools:\n  ${tool}`)
  say(
    FILES_URL
      ? 'The files of conversations are in S3 (FILES_URL); back them up by its own tools.'
      : `The files of conversations are in ${files}: copy that folder after the dump.`,
  )
} else if (command === 'backup') await backUp()
else if (command === 'restore') restore()
else refuse('Say backup or restore.')
