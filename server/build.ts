import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { bundleIsCurrent } from './bundled/inputs.ts'
import { StartRefused } from './config.ts'

const SOURCES = ['site', 'widget', 'server/protocol', 'astro.config.mjs', 'vite.widget.config.ts', 'package-lock.json']
const STAMP = 'dist/.built-from'
const COMPRESSED = /\.(js|css|html|svg|json|txt|xml)$/
const MIN_COMPRESSED_BYTES = 600
const BUILD_TIMEOUT_MS = 5 * 60 * 1000

/** Builds what changed since the last build: site and widget, and the server's own bundle. Says with `progress` what it does. */
export async function buildIfNeeded(root: string, progress: (step: string) => void): Promise<void> {
  await Promise.all([buildPages(root, progress), bundleServer(root, progress)])
}

/** From the next start on: this one may run on the sources already. */
async function bundleServer(root: string, progress: (step: string) => void): Promise<void> {
  if (bundleIsCurrent(root)) return
  progress('Bundling the server')
  await run(root, 'node_modules/vite/bin/vite.js', ['build', '-c', 'vite.server.config.ts'])
}

async function buildPages(root: string, progress: (step: string) => void): Promise<void> {
  const stamp = fingerprint(root)
  const stampFile = join(root, STAMP)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  progress('Building the help centre, the desk and the widget')
  await Promise.all([
    run(root, 'node_modules/vite/bin/vite.js', ['build', '-c', 'vite.widget.config.ts', '--logLevel', 'warn']),
    run(root, 'node_modules/astro/bin/astro.mjs', ['build', '--silent']),
  ])
  for (const folder of ['dist/client', 'dist/widget']) compressAll(join(root, folder))
  writeFileSync(stampFile, stamp)
}

function fingerprint(root: string): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const full = join(root, path)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(join(path, name))
    } else if (!/\.test\.tsx?$/.test(path)) hash.update(path).update('\0').update(readFileSync(full)).update('\0')
  }
  SOURCES.forEach(add)
  return hash.digest('hex')
}

function run(root: string, script: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BUILD_TIMEOUT_MS,
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    // A start that is stopped leaves no build behind that goes on alone.
    const stop = () => child.kill('SIGKILL')
    process.once('exit', stop)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('exit', stop)
      if (code === 0) resolve()
      else reject(new StartRefused(`The build failed (${script}):\n${output.slice(-4_000)}`))
    })
  })
}

/** Brotli and gzip beside each text file, so that no request waits for compression. */
function compressAll(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = join(folder, name)
    if (!COMPRESSED.test(name) || !statSync(file).isFile()) continue
    const bytes = readFileSync(file)
    if (bytes.length < MIN_COMPRESSED_BYTES) continue
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

if (import.meta.main) await buildIfNeeded(join(import.meta.dirname, '..'), (step) => process.stdout.write(`${step}\n`))
