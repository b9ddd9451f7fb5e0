import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { COMPILED } from './node-settings.ts'

const root = join(import.meta.dirname, '../..')
const TIMEOUT_MS = 180_000

/** Runs one of the product's commands as `npm run` does, with these settings alone. */
export function runCommand(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, file), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
    })
    let [output, errors] = ['', '']
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (errors += data))
    child.once('exit', (code) => resolve({ code, output, errors }))
  })
}
