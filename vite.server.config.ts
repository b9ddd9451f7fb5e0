import { globSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { BUNDLE, inputsOf } from './server/bundled/inputs.ts'

const root = import.meta.dirname
const outDir = join(root, BUNDLE)
const nameOf = (path: string) => relative(root, path).replaceAll(/[/\\]/g, '-').replace(/\.ts$/, '')
const WORKER = /new URL\(\s*'\.\/([\w-]+-worker)\.ts',\s*import\.meta\.url\s*,?\s*\)/g

/**
 * What a file says of its own place stays true of the source: words, styles and WebAssembly lie beside that, and packages are found
 * from there. Threads alone begin with a file of the bundle.
 */
function placesOfSources(): Plugin {
  return {
    name: 'places-of-sources',
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!code.includes('import.meta')) return null
        const path = id.split('?')[0] ?? id
        const url = `new URL(${JSON.stringify(relative(outDir, path).replaceAll('\\', '/'))}, import.meta.here).href`
        const pathOf = (of: string) => `process.getBuiltinModule('node:url').fileURLToPath(${of})`
        return code
          .replaceAll(
            WORKER,
            (_, name: string) => `new URL('./${nameOf(join(dirname(path), `${name}.ts`))}.mjs', import.meta.here)`,
          )
          .replaceAll(/import\.meta\.url\b/g, `(${url})`)
          .replaceAll(/import\.meta\.dirname\b/g, pathOf(`new URL('.', ${url})`))
          .replaceAll(/import\.meta\.filename\b/g, pathOf(url))
          .replaceAll(/import\.meta\.main\b/g, 'false')
          .replaceAll('import.meta.here', 'import.meta.url')
      },
    },
  }
}

/** So that a start can tell whether the bundle is of these sources. */
function inputs(): Plugin {
  return {
    name: 'inputs',
    writeBundle() {
      const sources = [...this.getModuleIds()]
        .map((id) => relative(root, id.split('?')[0] ?? id).replaceAll('\\', '/'))
        .filter((path) => /^(?:kb|server|site|widget)\//.test(path))
      writeFileSync(join(outDir, 'inputs.json'), JSON.stringify(inputsOf(root, [...new Set(sources)])))
    },
  }
}

/**
 * The server in a few files rather than two thousand: finding and reading those is what most of a start was. Not made smaller and
 * with all names, so that what the log says can be read.
 */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  plugins: [placesOfSources(), inputs()],
  // A package with a native part of its own.
  ssr: { noExternal: true, external: ['sharp'], target: 'node' },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    target: 'node24',
    rolldownOptions: {
      input: Object.fromEntries(
        ['server/start.ts', ...globSync('{kb,server}/**/*-worker.ts', { cwd: root, exclude: ['**/testing/**'] })].map(
          (path) => [nameOf(join(root, path)), join(root, path)],
        ),
      ),
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' },
    },
  },
})
