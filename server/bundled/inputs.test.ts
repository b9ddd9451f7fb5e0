import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUNDLE, bundleIsCurrent, inputsOf } from './inputs.ts'

describe('the bundle of the server', () => {
  let root = ''
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'firstline-bundle-'))
    write('package.json', '{"dependencies":{"zod":"4.6.7"}}')
    write('package-lock.json', '{}')
    write('server/start.ts', 'first')
    write('kb/index.ts', 'second')
    write(`${BUNDLE}/inputs.json`, JSON.stringify(inputsOf(root, ['server/start.ts', 'kb/index.ts'])))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('is what starts while the sources say what they said', () => expect(bundleIsCurrent(root)).toBe(true))

  it.each([
    ['a source', 'kb/index.ts'],
    ['a package', 'package.json'],
    ['what a package brings along', 'package-lock.json'],
  ])('is left aside once %s is another', (_, path) => {
    write(path, 'third')
    expect(bundleIsCurrent(root)).toBe(false)
  })
  it('is left aside where a source is gone, and where none was made', () => {
    rmSync(join(root, 'kb/index.ts'))
    expect(bundleIsCurrent(root)).toBe(false)
    rmSync(join(root, BUNDLE), { recursive: true })
    expect(bundleIsCurrent(root)).toBe(false)
  })
  it('starts in an image, which holds no lock file', () => {
    rmSync(join(root, 'package-lock.json'))
    expect(bundleIsCurrent(root)).toBe(true)
  })
})
