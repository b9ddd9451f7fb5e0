import { join } from 'node:path'
import { createServer as createVite, createServerModuleRunner, isRunnableDevEnvironment } from 'vite'
import type { Config } from '../server/config.ts'
import type { PageHandler } from '../server/http/listener.ts'
import type { Log } from '../server/log.ts'
import type { Opened, Running } from '../server/main.ts'

type Main = typeof import('../server/main.ts')

interface Parts {
  root: string
  config: Config
  log: Log
  pages: PageHandler
  /** It listens again, or could not start; `ms` since the first change was seen. */
  reloaded(what: { files: string[]; ms: number; error: unknown }): void
}

export interface DevProduct {
  /** Resolves as soon as the product listens; rejects with what stands in its way. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** Editors write a file in several steps, and a branch that is switched to many files. */
const SETTLE_MS = 40
const WATCHED = /^(kb|server|content)\//
const NOT_THE_PRODUCT = /\.test\.tsx?$|(^|\/)testing\/|README\.md$|^server\/(build|start|backup|admin)\./
const isContent = (file: string) => file.startsWith('content/')

/**
 * The server of the product, loaded through Vite's module runner: packages stay loaded, and after a change only our own
 * modules are read again. A change of `server/` leaves the library open, which is most of what a start costs.
 */
export async function startDevProduct({ root, config, log, pages, reloaded }: Parts): Promise<DevProduct> {
  const vite = await createVite({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    cacheDir: 'node_modules/.firstline-dev/server',
    server: {
      middlewareMode: true,
      hmr: false,
      ws: false,
      watch: { ignored: ['**/dist/**', '**/.data/**', '**/.astro/**'] },
    },
    optimizeDeps: { noDiscovery: true },
    ssr: { external: true },
  })
  const { ssr } = vite.environments
  if (!isRunnableDevEnvironment(ssr)) throw new Error('this Vite runs no modules of a server')
  const runner = createServerModuleRunner(ssr, { hmr: false })

  let opened: Opened | null = null
  let running: Running | null = null
  const start = async () => {
    const main = (await runner.import(join(root, 'server/main.ts'))) as Main
    opened ??= await main.openParts(config, root, log, () => {})
    const { database, library } = opened
    const stays = { close: async () => {} }
    running = await main.startServer(config, root, log, () => {}, {
      database: { ...database, ...stays },
      library: { ...library, ...stays },
      pages,
    })
  }
  const stop = async (withLibrary: boolean) => {
    await running?.close()
    running = null
    if (!withLibrary || !opened) return
    await opened.library.close()
    await opened.database.close()
    opened = null
  }

  /** Forgets the module and whatever took it, up to the start; says how many that were: of a file of types none. */
  const forget = (file: string): number => {
    const { evaluatedModules } = runner
    const stale = new Set(evaluatedModules.getModulesByFile(file))
    for (const module of stale) {
      for (const importer of module.importers) {
        const above = evaluatedModules.getModuleById(importer)
        if (above) stale.add(above)
      }
      evaluatedModules.invalidateModule(module)
    }
    return stale.size
  }

  let turn = start()
  let changed: string[] = []
  /** Says whether there was anything to do. */
  const reload = async (files: string[]): Promise<boolean> => {
    const stale = files.map((file) => forget(join(root, file)))
    const library = files.some((file, index) => isContent(file) || (file.startsWith('kb/') && stale[index]))
    if (!library && running && stale.every((count) => count === 0)) return false
    await stop(library)
    await start()
    return true
  }
  const seen = (path: string) => {
    const file = path.slice(root.length + 1)
    if (!path.startsWith(root) || !WATCHED.test(file) || NOT_THE_PRODUCT.test(file)) return
    changed.push(file)
    if (changed.length > 1) return
    const since = performance.now()
    turn = turn
      .catch(() => {})
      .then(() => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)))
      .then(async () => {
        const files = changed
        changed = []
        const tell = (error: unknown) => reloaded({ files, ms: performance.now() - since, error })
        try {
          if (await reload(files)) tell(null)
        } catch (error) {
          tell(error)
          throw error
        }
      })
    turn.catch(() => {})
  }
  vite.watcher.on('change', seen).on('add', seen).on('unlink', seen)
  await turn
  return {
    ready: () => turn,
    close: async () => {
      await turn.catch(() => {})
      await stop(true)
      await vite.close()
    },
  }
}
