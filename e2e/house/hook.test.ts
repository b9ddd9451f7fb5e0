import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstline-hook-'))
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  for (const file of ['biome.json', 'package.json', '.prettierrc.json'])
    copyFileSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a commit of these files would go through. */
function commits(files: Record<string, string>): boolean {
  execFileSync('git', ['read-tree', '--empty'], { cwd: folder })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  execFileSync('git', ['add', '--force', ...Object.keys(files)], { cwd: folder })
  return spawnSync('sh', [join(root, '.githooks/pre-commit')], { cwd: folder, stdio: 'ignore' }).status === 0
}

describe('the commit hook', () => {
  const good = 'export const a = 1\n'
  const bad = 'export const  a = 1;\n'
  it('lets through what has the form', () =>
    expect(commits({ 'good.ts': good, 'good.astro': '<p>Text</p>\n' })).toBe(true))
  it('stops a file without the form, alone and beside a page', () => {
    expect(commits({ 'bad.ts': bad })).toBe(false)
    expect(commits({ 'bad.ts': bad, 'good.astro': '<p>Text</p>\n' })).toBe(false)
  })
  it('stops a page without the form', () => expect(commits({ 'bad.astro': '<p   >Text</p>\n' })).toBe(false))
})
