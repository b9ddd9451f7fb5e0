import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, '../../server/backup.ts')
const BYTES_PER_MB = 1_048_576

/** The year copied and brought back into another folder by the owner's commands, as after the loss of the first. */
export function copyAndRestore(dataDir: string) {
  const file = join(dataDir, 'copy.db')
  const run = (command: string, folder: string) => {
    const at = performance.now()
    const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' }
    const said = execFileSync(process.execPath, [PROGRAM, command, file], { env, encoding: 'utf8' }).trim()
    return { said, ms: Math.round(performance.now() - at) }
  }
  const backup = run('backup', dataDir)
  const elsewhere = join(dataDir, 'elsewhere')
  mkdirSync(elsewhere)
  const restored = run('restore', elsewhere)
  const { size, mode } = statSync(file)
  return {
    backupMs: backup.ms,
    restoreMs: restored.ms,
    restored: restored.said,
    megabytes: Math.round(size / BYTES_PER_MB),
    mode: (mode & 0o777).toString(8),
  }
}
