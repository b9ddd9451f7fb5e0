import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { minify } from 'terser'
import { type BuildOptions, defineConfig } from 'vite'
import { INTERFACE_LOCALES } from './kb/shared/locales.ts'
import { bindShortWords } from './kb/shared/text/short-words.ts'
import { tokenSheets } from './site/styles/token-sheets.ts'

/** Hashes in the names of the parts the loader loads, known once they are built. */
const parts: Record<string, string> = {}
/** `h` without the automatic runtime's detour, and constants written where they are used. */
const small: BuildOptions['rolldownOptions'] = {
  transform: { inject: { h: ['preact', 'h'], Fragment: ['preact', 'Fragment'] } },
  optimization: { inlineConst: { mode: 'all', pass: 2 } },
  // A door that is entered for one thing brings nothing else along: socket.io-client stays where it is used.
  treeshake: { moduleSideEffects: false },
}
const outDir = 'dist/widget'
/**
 * No component of the widget is a class, so whatever Preact asks one for is not there, and the way it would go is left
 * out. `shouldComponentUpdate`, `getChildContext` and `componentWillUnmount` stay: its own `createContext` answers those.
 */
const OF_CLASSES =
  /\b\w+\.prototype&&\w+\.prototype\.render\b|\b(?:\w+\.)+(?:getDerivedStateFrom(?:Props|Error)|component(?:WillMount|DidMount|WillReceiveProps|WillUpdate|DidUpdate|DidCatch)|getSnapshotBeforeUpdate|defaultProps|contextType)\b(?!=[^=])/g
/** Nor does it set markup, or formulas. */
const OF_MARKUP = /"(?:dangerouslySetInnerHTML|math)"==\w+/g
/** Nor styles property by property: what is set is one text, which Preact has a way of its own for. */
const OF_STYLES = /if\("string"==typeof (\w+)\)(\w+\.style\.cssText)=\1;else\{if\("string"==typeof .*?\}(?=else if\()/

/** At the best quality, and of the ways there are to look at a text the one that is smallest for this one. */
const brotli = (code: string): Buffer =>
  [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_TEXT, constants.BROTLI_MODE_FONT]
    .map((mode) => brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_MODE]: mode } }))
    .reduce((least, one) => (one.length < least.length ? one : least))

/** What the server puts before the loader where a site wants it. */
const preceding = (folder: string, name: string) => ({
  consumer: 'client' as const,
  build: {
    outDir,
    target: 'es2022',
    emptyOutDir: false,
    lib: {
      entry: `widget/${folder}/begin.ts`,
      name: `Firstline_${name}`,
      formats: ['iife' as const],
      fileName: () => `${name}.js`,
    },
    rolldownOptions: { ...small, output: { minify: true } },
  },
})

/**
 * Builds in one command: the parts as ES modules with hashed names, then the loader as one classic script that
 * holds those names, and what stands before it where a site sees who is on its pages or is told of them. Library mode, because the files run on other people's pages: nothing of Vite's own is added.
 * No source maps: the files are served to the public.
 */
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Vite looks here, not in an environment, when it decides whether to add its preload helper.
  build: { lib: { entry: 'widget/loader.ts' } },
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  environments: {
    parts: {
      consumer: 'client',
      build: {
        outDir,
        target: 'es2022',
        emptyOutDir: true,
        lib: {
          entry: {
            panel: 'widget/panel/panel.tsx',
            watch: 'widget/watch/watch.ts',
            facts: 'widget/facts/facts.ts',
            ...Object.fromEntries(INTERFACE_LOCALES.map((locale) => [locale, `widget/locales/${locale}/panel.ts`])),
          },
          formats: ['es'],
        },
        rolldownOptions: {
          ...small,
          preserveEntrySignatures: 'allow-extension',
          output: {
            entryFileNames: '[name]-[hash].js',
            chunkFileNames: ({ facadeModuleId }) =>
              `${/locales\/(\w+)\/chat/.exec(facadeModuleId ?? '')?.[1]?.concat('-') ?? ''}[name]-[hash].js`,
            minify: true,
          },
        },
      },
    },
    loader: {
      consumer: 'client',
      build: {
        outDir,
        target: 'es2022',
        emptyOutDir: false,
        lib: { entry: 'widget/loader.ts', name: 'FirstlineLoader', formats: ['iife'], fileName: () => 'widget.js' },
        rolldownOptions: { ...small, output: { minify: true } },
      },
    },
    watching: preceding('watch', 'watching'),
    telling: preceding('facts', 'telling'),
  },
  plugins: [
    tokenSheets(),
    {
      name: 'firstline-parts',
      /** Before the bundler's own: it finds what that one leaves, about 2 % of what goes over the wire. */
      async renderChunk(code) {
        const { code: small } = await minify(code, {
          module: this.environment.name === 'parts',
          ecma: 2020,
          compress: { passes: 3 },
        })
        return { code: small ?? code, map: null }
      },
      generateBundle(_, bundle) {
        if (this.environment.name !== 'parts') return
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && file.isEntry)
            parts[file.name] = file.fileName.slice(file.name.length + 1, -'.js'.length)
      },
      /** Once more after it, half a per cent; then compressed once here, at the best quality, instead of at every request. */
      async writeBundle({ dir }, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || !dir) continue
          const least = { ecma: 2020, compress: { passes: 3 }, mangle: false } as const
          const { code = file.code } = await minify(file.code, {
            module: !['widget.js', 'watching.js', 'telling.js'].includes(file.fileName),
            ...least,
          })
          writeFileSync(join(dir, file.fileName), code)
          writeFileSync(join(dir, `${file.fileName}.br`), brotli(code))
          writeFileSync(join(dir, `${file.fileName}.gz`), gzipSync(code, { level: 9 }))
        }
      },
      transform(code, id) {
        if (id.includes('/node_modules/preact/'))
          return code.replace(OF_CLASSES, '(void 0)').replace(OF_MARKUP, '!1').replace(OF_STYLES, '$2=$1||"";')
        // Texts are set once here, so that the panel carries no code for it: no line ends in «в».
        const locale = /\/widget\/locales\/(\w\w)\//.exec(id)?.[1]
        if (locale)
          return code.replace(
            /(['"])((?:\\.|(?!\1).)*)\1/g,
            (_, quote, text) => quote + bindShortWords(text, locale) + quote,
          )
        const { watch, facts, ...others } = parts
        if (id.endsWith('/widget/loader.ts')) return code.replace(/\bPARTS\b/g, JSON.stringify(others))
        if (id.endsWith('/widget/watch/begin.ts')) return code.replace(/\bPARTS\b/g, JSON.stringify({ watch }))
        if (id.endsWith('/widget/facts/begin.ts')) return code.replace(/\bPARTS\b/g, JSON.stringify({ facts }))
      },
    },
  ],
  builder: {
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp(builder) {
      await builder.build(builder.environments.parts!)
      await builder.build(builder.environments.loader!)
      await builder.build(builder.environments.watching!)
      await builder.build(builder.environments.telling!)
    },
  },
})
